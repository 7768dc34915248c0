package io.kdiag.collector.influxdb;

import com.influxdb.client.write.Point;
import io.kdiag.collector.sample.Sample;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The lines that a sample is pushed as. */
public final class SampleLines {
  private SampleLines() {}

  /** In the layout {@code grouped}. */
  public static List<String> of(@Nullable Sample previous, Sample sample) {
    List<String> lines = new ArrayList<>();
    for (Entity entity : HeapsterEntities.of(previous, sample, "n1")) {
      for (Point point : Layout.GROUPED.points(entity, sample.time())) {
        lines.add(point.toLineProtocol());
      }
    }
    return lines;
  }
}
