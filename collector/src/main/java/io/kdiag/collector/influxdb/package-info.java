/** Heapster's measurements, pushed to InfluxDB 1.x and 2.x. */
@NullMarked
package io.kdiag.collector.influxdb;

import org.jspecify.annotations.NullMarked;
