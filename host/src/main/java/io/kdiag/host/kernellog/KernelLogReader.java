package io.kdiag.host.kernellog;

import io.kdiag.host.HostRoot;
import io.kdiag.host.MalformedTextException;
import io.kdiag.host.Reading;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads what the kernel log holds now. The first of these that can be read: {@code /dev/kmsg} (the
 * device, or in a recorded tree what {@code cat} or {@code dd} made of it), {@code
 * /var/log/kern.log}, {@code /var/log/dmesg}.
 *
 * <p>The device is read from the last {@code dmesg --clear} on: an operator who clears the ring has
 * seen what is in it. Reading it changes nothing for other readers.
 */
public final class KernelLogReader {
  /** A ring of 16 MiB, which is large, holds some 150,000 records. */
  static final int MOST_RECORDS = 200_000;

  private static final String DEVICE = "/dev/kmsg";

  private KernelLogReader() {}

  /** The present boot's records, oldest first. */
  public static Reading<KernelLog> snapshot(HostRoot root) {
    Reading<KernelLog> device = device(root);
    if (device instanceof Reading.Present<KernelLog>) {
      return device;
    }
    BootClock clock = BootClock.read(root, !root.isLocal());
    ZoneId zone = root.isLocal() ? ZoneId.systemDefault() : ZoneOffset.UTC;
    for (String path : new String[] {"/var/log/kern.log", "/var/log/dmesg"}) {
      Reading<KernelLog> file = KernelLogText.read(root, path, clock, zone);
      if (file instanceof Reading.Present<KernelLog>) {
        return file;
      }
    }
    return device;
  }

  private static Reading<KernelLog> device(HostRoot root) {
    Path path = root.resolve(DEVICE);
    if (Files.isRegularFile(path)) {
      return KernelLogText.read(root, DEVICE, BootClock.read(root, true), ZoneOffset.UTC);
    }
    if (!Files.exists(path)) {
      return Reading.absent(DEVICE);
    }
    try (KmsgDevice device = new KmsgDevice(path)) {
      return Reading.present(drain(device, BootClock.read(root, false)));
    } catch (IOException e) {
      return HostRoot.failed(DEVICE, e);
    }
  }

  private static KernelLog drain(KmsgDevice device, BootClock clock) throws IOException {
    List<KernelRecord> records = new ArrayList<>(1024);
    SequenceGaps gaps = new SequenceGaps();
    byte[] bytes = new byte[KmsgDevice.RECORD_BYTES];
    while (records.size() < MOST_RECORDS) {
      int length = device.read(bytes);
      if (length == KmsgDevice.END) {
        break;
      }
      if (length != KmsgDevice.OVERRUN) {
        add(bytes, length, clock, gaps, records);
      }
    }
    return new KernelLog(DEVICE, clock.bootId(), List.copyOf(records), gaps.lost());
  }

  /** A record that is not what the document says is an unknown line: the next one may be. */
  private static void add(
      byte[] bytes, int length, BootClock clock, SequenceGaps gaps, List<KernelRecord> records) {
    try {
      KernelRecord record = KernelRecord.parse(bytes, length, clock.bootTime());
      gaps.seen(record.sequence());
      records.add(record);
    } catch (MalformedTextException e) {
      // Its sequence number is missing then, and counted with the next one.
      return;
    }
  }
}
