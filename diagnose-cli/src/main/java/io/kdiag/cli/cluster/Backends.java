package io.kdiag.cli.cluster;

import org.jspecify.annotations.Nullable;

/** Where what the agents collected can be read; null where nobody said. */
public record Backends(
    @Nullable String agent, @Nullable String prometheus, @Nullable String elasticsearch) {}
