package io.kdiag.host.proc;

import java.util.List;

/**
 * One line of {@code /proc/1/mountinfo}: what is mounted where, with the mount's and the super
 * block's options.
 */
public record Mount(
    String device,
    String mountPoint,
    String type,
    List<String> options,
    List<String> superOptions,
    String majorMinor) {}
