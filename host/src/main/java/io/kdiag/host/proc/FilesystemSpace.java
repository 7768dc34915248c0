package io.kdiag.host.proc;

/**
 * A mounted file system's space and inodes from {@code statvfs(3)}. {@code availableBytes} is what
 * users without privilege may still write; {@code freeBytes} includes what is kept for root. {@code
 * inodes} is 0 where the type has no fixed number.
 */
public record FilesystemSpace(
    Mount mount,
    long sizeBytes,
    long freeBytes,
    long availableBytes,
    long inodes,
    long inodesFree) {}
