package io.kdiag.host.proc;

/**
 * inotify: the limits for one user, and how many instances and watches the user with the most has
 * open (counted over {@code /proc/<pid>/fdinfo}; {@code processesUnread} processes could not be
 * looked into). -1 where nothing could be counted. {@code instances} and {@code watches} are each
 * the greatest of any user, {@code uid} is that of the instances.
 *
 * @see <a href="https://man7.org/linux/man-pages/man7/inotify.7.html">inotify(7)</a>
 */
public record InotifyUse(
    long maxUserInstances,
    long maxUserWatches,
    long instances,
    long watches,
    int uid,
    int processesUnread) {}
