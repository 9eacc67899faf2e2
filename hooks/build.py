"""How a site is built, from top to bottom: what MkDocs calls, in its order, and who answers.

An installed package needs no hook but names the same plugin in `mkdocs.yml`.
"""

from stretchbook.plugin import StretchbookPlugin

plugin = StretchbookPlugin()

# Once for each command.
on_startup = plugin.on_startup  # remembers the command

# What is there before any page.
on_config = plugin.on_config  # checks settings, records and pages; draws the figures; offers the macros
on_files = plugin.on_files  # adds what is made from records: pages, data, sheets, pictures
on_nav = plugin.on_nav  # keeps the menu

# Each page: its text, then its content.
on_page_read_source = plugin.on_page_read_source  # reads it as it was when the build began
on_page_markdown = plugin.on_page_markdown  # refuses macro calls that nothing answers to
on_page_content = plugin.on_page_content  # puts the macros' HTML where their calls stood

# The theme around them.
on_env = plugin.on_env  # prepares the templates
on_template_context = plugin.on_template_context  # gives them the date of the data
on_post_template = plugin.on_post_template  # fixes the page for addresses that lead nowhere
on_page_context = plugin.on_page_context  # gives each page the date of the data
on_post_page = plugin.on_post_page  # fixes the theme's faults on each page

# The finished site.
on_post_build = plugin.on_post_build  # checks what readers will get, and puts it in place
on_serve = plugin.on_serve  # watches records and templates
on_build_error = plugin.on_build_error  # says in a line what is wrong
on_shutdown = plugin.on_shutdown  # leaves nothing half-built behind
