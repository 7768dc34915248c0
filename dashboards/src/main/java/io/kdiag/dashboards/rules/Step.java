package io.kdiag.dashboards.rules;

/** What somebody does about an alert: why, and the command. */
record Step(String what, String command) {}
