package io.kdiag.collector.sample;

import org.jspecify.annotations.Nullable;

/**
 * Bytes that a container holds on the node's disk: its log files, and its writable layer, null
 * where that is not known (yet). Of a pod ({@code container} empty): its emptyDir volumes.
 */
public record DiskUse(
    String namespace,
    String pod,
    String container,
    @Nullable Long logBytes,
    @Nullable Long layerBytes,
    @Nullable Long emptyDirBytes) {}
