package io.kdiag.collector.exposition;

import java.io.IOException;
import java.io.OutputStream;
import org.jspecify.annotations.Nullable;

/**
 * Writes the Prometheus text format 0.0.4 through a buffer of 16 KiB, so that a scrape's memory
 * does not grow with the number of containers. A family is announced with its first sample: one
 * without samples leaves no trace. For one thread; closes nothing.
 *
 * @see <a href="https://prometheus.io/docs/instrumenting/exposition_formats/">Exposition
 *     formats</a>
 */
public final class Exposition {
  private static final int BUFFER_BYTES = 16 << 10;

  private final OutputStream out;
  private final byte[] buffer = new byte[BUFFER_BYTES];
  private int length;
  private @Nullable Family family;
  private boolean announced;

  public Exposition(OutputStream out) {
    this.out = out;
  }

  /** The samples that follow are of this family. */
  public Exposition begin(Family next) {
    family = next;
    announced = false;
    return this;
  }

  public void sample(Labels labels, long value) throws IOException {
    series(labels);
    length = NumberText.write(value, buffer, length);
    buffer[length++] = '\n';
  }

  public void sample(Labels labels, double value) throws IOException {
    series(labels);
    length = NumberText.write(value, buffer, length);
    buffer[length++] = '\n';
  }

  /** Writes nothing for what the kernel does not count. */
  public void sampleIfKnown(Labels labels, @Nullable Double value) throws IOException {
    if (value != null) {
      sample(labels, value.doubleValue());
    }
  }

  /** Writes nothing for what the kernel does not count. */
  public void sampleIfKnown(Labels labels, @Nullable Long value) throws IOException {
    if (value != null) {
      sample(labels, value.longValue());
    }
  }

  /** Hands over what is still in the buffer; call it after the last sample. */
  public void flush() throws IOException {
    out.write(buffer, 0, length);
    length = 0;
  }

  /** Name, labels and a blank; then there is room for a number and a line feed. */
  private void series(Labels labels) throws IOException {
    Family current = family;
    if (current == null) {
      throw new IllegalStateException("a sample before its family");
    }
    if (!announced) {
      append(current.header());
      announced = true;
    }
    append(current.nameBytes());
    append(labels.bytes());
    if (buffer.length - length < NumberText.MOST_BYTES + 2) {
      flush();
    }
    buffer[length++] = ' ';
  }

  private void append(byte[] bytes) throws IOException {
    if (bytes.length > buffer.length - length) {
      flush();
      if (bytes.length > buffer.length) {
        out.write(bytes);
        return;
      }
    }
    System.arraycopy(bytes, 0, buffer, length, bytes.length);
    length += bytes.length;
  }
}
