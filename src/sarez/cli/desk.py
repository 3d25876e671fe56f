"""`sarez desk …`: the record and its pages; each verb a thin module, imported when it is called."""

from __future__ import annotations

import click

from sarez.cli.lazy import LazyGroup

VERBS = {
    "add": ("sarez.cli.desk_add:add", "File reports and read them."),
    "audit": ("sarez.cli.desk_record:audit", "Prove the log of what was done."),
    "backup": ("sarez.cli.desk_backup:backup", "Put the whole desk into one file."),
    "brief": ("sarez.cli.desk_brief:brief", "Make a brief for a meeting."),
    "demo": ("sarez.cli.desk_demo:demo", "Open a desk on the sample chronicle."),
    "export": ("sarez.cli.desk_export:export", "Take records out, through the marking gate."),
    "forget": ("sarez.cli.desk_record:forget", "Erase a person from the record."),
    "handover": ("sarez.cli.desk_handover:handover", "Hand over what someone follows up."),
    "init": ("sarez.cli.desk_init:init", "Make a desk, or bring one up to date."),
    "rebuild": ("sarez.cli.desk_record:rebuild", "Make what stands anew from the claims."),
    "remind": ("sarez.cli.desk_remind:remind", "Send the reminders that are due."),
    "reread": ("sarez.cli.desk_record:reread", "Read the reports again with a better reader."),
    "restore": ("sarez.cli.desk_backup:restore", "Make a desk from a backup."),
    "serve": ("sarez.cli.desk_serve:serve", "Serve the pages, read what waits, watch the feeds."),
    "training": ("sarez.cli.desk_training:training", "Keep standards that courses are measured by."),
    "user": ("sarez.cli.desk_user:user", "Keep the people of the desk."),
    "warn": ("sarez.cli.desk_warn:warn", "Run the warning rules, and send what was issued."),
    "watch": ("sarez.cli.desk_serve:watch", "Fetch the feeds that are due."),
}


@click.command(cls=LazyGroup, verbs=VERBS, context_settings={"help_option_names": ["-h", "--help"]})
def desk() -> None:
    """Keep a desk: a sourced record that a team reviews, and its pages in the browser.

    An embedded desk lives in the folder that SAREZ_HOME names (~/.local/share/sarez by default); DATABASE_URL puts it on
    PostgreSQL. Begin with `sarez desk init`, then `sarez desk serve`; to look around first, `sarez desk demo`.
    """
