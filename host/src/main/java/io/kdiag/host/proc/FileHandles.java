package io.kdiag.host.proc;

/** {@code /proc/sys/fs/file-nr}: open files of the whole machine and the most there may be. */
public record FileHandles(long allocated, long limit) {}
