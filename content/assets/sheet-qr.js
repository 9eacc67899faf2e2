// An address as a QR code: bytes, error level M, the smallest version that holds them (ISO/IEC 18004).

// By version from 1: how many bytes correct each block, and how many blocks there are.
const CORRECTING = [10, 16, 26, 18, 24, 16, 18, 22, 22, 26, 30, 22, 22, 24, 24, 28, 28, 26, 26, 26, 26, 28, 28, 28, 28];
const BLOCKS = [1, 1, 1, 2, 2, 4, 4, 4, 5, 5, 5, 8, 9, 9, 10, 10, 11, 13, 14, 16, 17, 17, 18, 20, 21];

// A larger one cannot be read from paper of the size that a sheet has for it.
const MOST = CORRECTING.length;

/** Return the rows of the code, `true` for dark; null for a text that is too long for one. */
export function qrCode(text, wanted = {}) {
  const bytes = [...new TextEncoder().encode(text)];
  const version = wanted.version ?? versionFor(bytes.length);
  if (!version) return null;
  const frame = framed(version);
  lay(frame, withCorrection(words(bytes, version), version));
  const tried = (wanted.mask === undefined ? [0, 1, 2, 3, 4, 5, 6, 7] : [wanted.mask]).map((mask) => masked(frame, mask));
  return tried.reduce((best, one) => (penalty(one) < penalty(best) ? one : best));
}

const sizeOf = (version) => 17 + 4 * version;

/** How many bytes there are in all: what is not taken by the patterns. */
function bytesOf(version) {
  const lines = version > 1 ? Math.floor(version / 7) + 2 : 0;
  const aligned = lines ? (lines * lines - 3) * 25 - (lines - 2) * 2 * 5 : 0;
  const bits = sizeOf(version) ** 2 - 3 * 64 - 2 * 15 - 1 - 2 * (sizeOf(version) - 16) - aligned - (version > 6 ? 36 : 0);
  return Math.floor(bits / 8);
}

const dataBytes = (version) => bytesOf(version) - CORRECTING[version - 1] * BLOCKS[version - 1];
const headBits = (version) => 4 + (version < 10 ? 8 : 16);

function versionFor(length) {
  for (let version = 1; version <= MOST; version += 1) if (headBits(version) + 8 * length <= 8 * dataBytes(version)) return version;
  return null;
}

/** The bytes of the text behind their kind and number, filled up to what the version holds. */
function words(bytes, version) {
  const size = dataBytes(version);
  const bits = [];
  const put = (value, count) => {
    for (let place = count - 1; place >= 0; place -= 1) bits.push((value >> place) & 1);
  };
  put(4, 4);
  put(bytes.length, headBits(version) - 4);
  for (const byte of bytes) put(byte, 8);
  put(0, Math.min(4, 8 * size - bits.length));
  put(0, (8 - (bits.length % 8)) % 8);
  const found = Array.from({ length: bits.length / 8 }, (_, place) => parseInt(bits.slice(8 * place, 8 * place + 8).join(""), 2));
  for (let fill = 0xec; found.length < size; fill ^= 0xec ^ 0x11) found.push(fill);
  return found;
}

/** The product of two elements of the field of 256. */
function times(one, other) {
  let product = 0;
  for (let bit = 7; bit >= 0; bit -= 1) {
    product = (product << 1) ^ ((product >> 7) * 0x11d);
    if ((other >> bit) & 1) product ^= one;
  }
  return product;
}

function divisor(degree) {
  let found = [1];
  for (let power = 0, root = 1; power < degree; power += 1, root = times(root, 2)) {
    found = [...found, 0].map((value, place) => value ^ (place ? times(found[place - 1], root) : 0));
  }
  return found.slice(1);
}

function correction(data, by) {
  const rest = new Array(by.length).fill(0);
  for (const byte of data) {
    const factor = byte ^ rest.shift();
    rest.push(0);
    by.forEach((value, place) => {
      rest[place] ^= times(value, factor);
    });
  }
  return rest;
}

/** Blocks of data with what corrects them, woven into each other. */
function withCorrection(data, version) {
  const [count, by] = [BLOCKS[version - 1], divisor(CORRECTING[version - 1])];
  const least = Math.floor(data.length / count);
  const longer = data.length % count;
  let from = 0;
  const blocks = Array.from({ length: count }, (_, number) => data.slice(from, (from += least + (number >= count - longer ? 1 : 0))));
  const woven = (rows) => Array.from({ length: Math.max(...rows.map(({ length }) => length)) }, (_, place) => rows.map((row) => row[place])).flat().filter((value) => value !== undefined);
  return [...woven(blocks), ...woven(blocks.map((block) => correction(block, by)))];
}

/** The patterns that every code of a version has. `null` is where bits go. */
function framed(version) {
  const size = sizeOf(version);
  const rows = Array.from({ length: size }, () => new Array(size).fill(null));
  const set = (row, column, isDark) => {
    if (row >= 0 && row < size && column >= 0 && column < size) rows[row][column] = isDark;
  };
  for (let place = 0; place < size; place += 1) {
    set(6, place, place % 2 === 0);
    set(place, 6, place % 2 === 0);
  }
  const square = (row, column, reach, isDark) => {
    for (let down = -reach; down <= reach; down += 1) {
      for (let right = -reach; right <= reach; right += 1) set(row + down, column + right, isDark(Math.max(Math.abs(down), Math.abs(right))));
    }
  };
  const lines = linesOf(version);
  const last = lines.length - 1;
  lines.forEach((row, one) => lines.forEach((column, other) => {
    if (!(one === 0 && other === 0) && !(one === 0 && other === last) && !(one === last && other === 0)) square(row, column, 2, (distance) => distance !== 1);
  }));
  for (const [row, column] of [[3, 3], [3, size - 4], [size - 4, 3]]) square(row, column, 4, (distance) => distance !== 2 && distance !== 4);
  tellMask(rows, 0);
  if (version > 6) tellVersion(rows, version);
  return rows;
}

/** Where the small squares stand. */
function linesOf(version) {
  if (version === 1) return [];
  const count = Math.floor(version / 7) + 2;
  const step = 2 * Math.ceil((4 * version + 4) / (2 * count - 2));
  return [6, ...Array.from({ length: count - 1 }, (_, place) => sizeOf(version) - 7 - (count - 2 - place) * step)];
}

function remainder(value, length, by) {
  let rest = value;
  for (let place = 0; place < length; place += 1) rest = (rest << 1) ^ ((rest >> (length - 1)) * by);
  return (value << length) | rest;
}

/** The error level, which is 0 for M, and the mask, twice. */
function tellMask(rows, mask) {
  const size = rows.length;
  const bits = remainder(mask, 10, 0x537) ^ 0x5412;
  const bit = (place) => Boolean((bits >> place) & 1);
  const near = [0, 1, 2, 3, 4, 5, 7, 8];
  near.forEach((row, place) => {
    rows[row][8] = bit(place);
  });
  [7, 5, 4, 3, 2, 1, 0].forEach((column, place) => {
    rows[8][column] = bit(8 + place);
  });
  for (let place = 0; place < 8; place += 1) rows[8][size - 1 - place] = bit(place);
  for (let place = 8; place < 15; place += 1) rows[size - 15 + place][8] = bit(place);
  rows[size - 8][8] = true;
}

function tellVersion(rows, version) {
  const bits = remainder(version, 12, 0x1f25);
  for (let place = 0; place < 18; place += 1) {
    const [near, far] = [Math.floor(place / 3), rows.length - 11 + (place % 3)];
    rows[far][near] = rows[near][far] = Boolean((bits >> place) & 1);
  }
}

/** Lay bytes into the places that are free, two columns at a time, up and down; a free place keeps 0 or 1. */
function lay(rows, bytes) {
  const size = rows.length;
  let bit = 0;
  for (let right = size - 1, isUp = true; right > 0; right -= 2, isUp = !isUp) {
    if (right === 6) right -= 1;
    for (let step = 0; step < size; step += 1) {
      const row = isUp ? size - 1 - step : step;
      for (const column of [right, right - 1]) {
        if (rows[row][column] !== null) continue;
        rows[row][column] = ((bytes[bit >> 3] ?? 0) >> (7 - (bit & 7))) & 1;
        bit += 1;
      }
    }
  }
}

const MASKS = [
  (row, column) => (row + column) % 2,
  (row) => row % 2,
  (_, column) => column % 3,
  (row, column) => (row + column) % 3,
  (row, column) => (Math.floor(row / 2) + Math.floor(column / 3)) % 2,
  (row, column) => ((row * column) % 2) + ((row * column) % 3),
  (row, column) => (((row * column) % 2) + ((row * column) % 3)) % 2,
  (row, column) => (((row + column) % 2) + ((row * column) % 3)) % 2,
];

function masked(frame, mask) {
  const rows = frame.map((line, row) => line.map((value, column) => (typeof value === "number" ? Boolean(value) !== (MASKS[mask](row, column) === 0) : value)));
  tellMask(rows, mask);
  return rows;
}

/** How hard it is to read: long lines, squares, what looks like a corner, more of one colour. */
function penalty(rows) {
  const columns = rows.map((_, column) => rows.map((row) => row[column]));
  let sum = 0;
  for (const line of [...rows, ...columns]) {
    const text = line.map((isDark) => (isDark ? 1 : 0)).join("");
    for (const [run] of text.matchAll(/0{5,}|1{5,}/g)) sum += run.length - 2;
    for (const corner of ["10111010000", "00001011101"]) for (let at = text.indexOf(corner); at >= 0; at = text.indexOf(corner, at + 1)) sum += 40;
  }
  for (let row = 1; row < rows.length; row += 1) {
    for (let column = 1; column < rows.length; column += 1) {
      if (new Set([rows[row][column], rows[row - 1][column], rows[row][column - 1], rows[row - 1][column - 1]]).size === 1) sum += 3;
    }
  }
  const dark = rows.flat().filter(Boolean).length / rows.length ** 2;
  return sum + 10 * Math.floor(Math.abs(dark - 0.5) * 20);
}
