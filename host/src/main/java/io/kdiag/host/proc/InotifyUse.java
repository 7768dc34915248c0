package io.kdiag.host.proc;

/**
 * inotify: the limits for one user, and how many instances and watches the user with the most has
 * open (counted over\n * {@code /proc/<pid>/fdinfo}; {@code processesUnread} processes could not be
 * looked into). -1 where nothing could be counted.
 */
public record InotifyUse(
    long maxUserInstances,
    long maxUserWatches,
    long instances,
    long watches,
    int uid,
    int processesUnread) {}
