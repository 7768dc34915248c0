package io.kdiag.collector.exposition;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Writes the Prometheus text format 0.0.4 or OpenMetrics through a buffer of 16 KiB, so that a
 * scrape's memory does not grow with the number of containers. A family is announced with its first
 * sample: one without samples leaves no trace. For one thread; closes nothing.
 *
 * @see <a href="https://prometheus.io/docs/instrumenting/exposition_formats/">Exposition
 *     formats</a>
 */
public final class Exposition {
  private static final int BUFFER_BYTES = 16 << 10;
  private static final byte[] EOF = "# EOF\n".getBytes(StandardCharsets.US_ASCII);

  private final OutputStream out;
  private final Format format;
  private final byte[] time;
  private final byte[] buffer = new byte[BUFFER_BYTES];
  private int length;
  private long samples;
  private @Nullable Family family;
  private boolean announced;

  public Exposition(OutputStream out) {
    this(out, Format.TEXT, -1);
  }

  /** {@code millis} since 1970 is the time of all samples; negative: they carry none. */
  public Exposition(OutputStream out, Format format, long millis) {
    this.out = out;
    this.format = format;
    this.time =
        (millis < 0 ? "" : format == Format.TEXT ? " " + millis : " " + millis / 1e3)
            .getBytes(StandardCharsets.US_ASCII);
  }

  /** The samples that follow are of this family. */
  public Exposition begin(Family next) {
    family = next;
    announced = false;
    return this;
  }

  public void sample(Labels labels, long value) throws IOException {
    sample(labels, Labels.NONE, value);
  }

  public void sample(Labels labels, double value) throws IOException {
    sample(labels, Labels.NONE, value);
  }

  /** With the labels {@code more} behind the others. */
  public void sample(Labels labels, Labels more, long value) throws IOException {
    series(labels, more);
    length = NumberText.write(value, buffer, length);
    end();
  }

  /** With the labels {@code more} behind the others. */
  public void sample(Labels labels, Labels more, double value) throws IOException {
    series(labels, more);
    length = NumberText.write(value, buffer, length);
    end();
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

  /** How many samples were written so far. */
  public long samples() {
    return samples;
  }

  /** Hands over what is still in the buffer; call it after the last sample. */
  public void flush() throws IOException {
    out.write(buffer, 0, length);
    length = 0;
  }

  /** Marks the end of an exposition, which OpenMetrics wants, and hands all of it over. */
  public void finish() throws IOException {
    if (format == Format.OPEN_METRICS) {
      append(EOF, EOF.length);
    }
    flush();
  }

  /** Name, labels and a blank; then there is room for a number, a time and a line feed. */
  private void series(Labels labels, Labels more) throws IOException {
    Family current = family;
    if (current == null) {
      throw new IllegalStateException("a sample before its family");
    }
    if (!announced) {
      byte[] header = current.header(format);
      append(header, header.length);
      announced = true;
    }
    byte[] name = current.nameBytes();
    append(name, name.length);
    labels(labels.bytes(), more.bytes());
    if (buffer.length - length < NumberText.MOST_BYTES + 2 + time.length) {
      flush();
    }
    buffer[length++] = ' ';
    samples++;
  }

  /** {@code {a="1"}} and {@code {b="2"}} become {@code {a="1",b="2"}}. */
  private void labels(byte[] first, byte[] more) throws IOException {
    if (first.length == 0 || more.length == 0) {
      append(first, first.length);
      append(more, more.length);
      return;
    }
    append(first, first.length - 1);
    if (length == buffer.length) {
      flush();
    }
    buffer[length++] = ',';
    append(more, 1, more.length - 1);
  }

  private void end() {
    System.arraycopy(time, 0, buffer, length, time.length);
    length += time.length;
    buffer[length++] = '\n';
  }

  private void append(byte[] bytes, int count) throws IOException {
    append(bytes, 0, count);
  }

  private void append(byte[] bytes, int from, int count) throws IOException {
    if (count > buffer.length - length) {
      flush();
      if (count > buffer.length) {
        out.write(bytes, from, count);
        return;
      }
    }
    System.arraycopy(bytes, from, buffer, length, count);
    length += count;
  }
}
