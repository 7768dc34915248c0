package io.kdiag.collector.sample;

import org.jspecify.annotations.Nullable;

/**
 * The processes in a cgroup itself and what they have open, as they were when it was last its turn.
 * {@code firstPid} is the one that started first, 0 where there is none; {@code startSeconds} is
 * when that was, since 1970: for a container when it started, for a pod when its first container
 * did. {@code openFilesLimit} is the first process's soft limit.
 */
public record ProcessUse(
    int firstPid,
    long processes,
    long descriptors,
    long sockets,
    @Nullable Double startSeconds,
    @Nullable Long openFilesLimit) {

  ProcessUse startedAt(@Nullable Double seconds) {
    return new ProcessUse(firstPid, processes, descriptors, sockets, seconds, openFilesLimit);
  }
}
