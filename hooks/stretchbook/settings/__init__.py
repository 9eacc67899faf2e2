"""The settings of a site, and what the machine around it adds: checked before anything else."""
