package io.kdiag.collector.influxdb;

/** Points in line protocol, a line each, that are written in one request. */
record Batch(String lines, int points, long madeAtMillis) {}
