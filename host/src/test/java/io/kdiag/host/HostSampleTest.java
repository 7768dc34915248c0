package io.kdiag.host;

import static org.assertj.core.api.Assertions.assertThat;

import io.kdiag.host.proc.Recorded;
import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class HostSampleTest {
  /** -1 says "unknown" in these, and an offset has two directions. */
  private static final Set<String> MAY_BE_NEGATIVE =
      Set.of(
          "carrierChanges",
          "speedMbits",
          "drops",
          "earlyDrops",
          "insertFailed",
          "overflows",
          "instances",
          "watches",
          "uid",
          "offsetSeconds",
          "Tcp.MaxConn");

  @TempDir Path directory;

  @Test
  void readsAllOfThisMachine() {
    HostSample sample = HostSample.read(HostRoot.local());
    assertThat(readings(sample)).noneMatch(Reading.Malformed.class::isInstance);
    assertThat(sample.uptime()).isPositive();
    assertThat(sample.cpu().optional().orElseThrow().processors()).isPositive();
    assertThat(sample.processes().optional().orElseThrow())
        .anyMatch(process -> process.pid() == ProcessHandle.current().pid());
  }

  @ParameterizedTest
  @ValueSource(strings = {Recorded.V1, Recorded.V2})
  void readsAllOfARecordedMachine(String tree) {
    HostSample sample = HostSample.read(Recorded.root(tree));
    assertThat(sample.uptime()).isPositive();
    assertThat(readings(sample))
        .filteredOn(reading -> !(reading instanceof Reading.Present))
        .contains(Reading.absent("statvfs"), Reading.absent("adjtimex"))
        .allMatch(Reading.Absent.class::isInstance);
    checkNumbers("sample", sample);
  }

  @Test
  void findsNothingInAnEmptyTree() {
    HostSample sample = HostSample.read(new HostRoot(directory));
    assertThat(sample.uptime()).isEqualTo(Duration.ZERO);
    assertThat(readings(sample)).allMatch(Reading.Absent.class::isInstance);
  }

  @ParameterizedTest
  @ValueSource(strings = {Recorded.V1, Recorded.V2})
  void bearsDamageOfAnyFile(String tree) throws IOException {
    HostRoot root = Recorded.copy(tree, directory);
    Random random = new Random(42);
    List<Path> files = files();
    for (int i = 0; i < 400; i++) {
      Path file = files.get(random.nextInt(files.size()));
      byte[] bytes = Files.readAllBytes(file);
      Files.write(file, damaged(bytes, random));
      checkNumbers(directory.relativize(file).toString(), HostSample.read(root));
      Files.write(file, bytes);
    }
  }

  @Test
  void findsADirectoryInPlaceOfAnyFile() throws IOException {
    HostRoot root = Recorded.copy(Recorded.V1, directory);
    for (Path file : files()) {
      Files.delete(file);
      Files.createDirectory(file);
    }
    assertThat(readings(HostSample.read(root))).noneMatch(Reading.Malformed.class::isInstance);
    assertThat(HostSample.read(root).memory())
        .isEqualTo(Reading.unreadable("/proc/meminfo", "Is a directory"));
  }

  private List<Path> files() throws IOException {
    try (var paths = Files.walk(directory)) {
      return paths
          .filter(path -> Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS))
          .filter(path -> !path.startsWith(directory.resolve("sys/fs")))
          .filter(path -> !path.startsWith(directory.resolve("dev")))
          .sorted()
          .toList();
    }
  }

  private static byte[] damaged(byte[] bytes, Random random) {
    if (bytes.length == 0 || random.nextInt(3) == 0) {
      return Arrays.copyOf(bytes, bytes.length == 0 ? 3 : random.nextInt(bytes.length));
    }
    byte[] changed = bytes.clone();
    for (int i = random.nextInt(4); i >= 0; i--) {
      byte[] likely = "-9 \n:x.\0".getBytes(StandardCharsets.US_ASCII);
      changed[random.nextInt(changed.length)] = likely[random.nextInt(likely.length)];
    }
    return changed;
  }

  private static List<Reading<?>> readings(HostSample sample) {
    List<Reading<?>> readings = new ArrayList<>();
    for (RecordComponent component : HostSample.class.getRecordComponents()) {
      if (value(component, sample) instanceof Reading<?> reading) {
        readings.add(reading);
      }
    }
    return readings;
  }

  /** No number of what was read is negative or not a number. */
  private static void checkNumbers(String name, Object value) {
    switch (value) {
      case Reading.Present<?>(Object present) -> checkNumbers(name, present);
      case Number number -> {
        if (!MAY_BE_NEGATIVE.contains(name)) {
          assertThat(number.doubleValue()).as(name).isNotNaN().isFinite().isNotNegative();
        }
      }
      case Map<?, ?> map -> map.forEach((key, each) -> checkNumbers(String.valueOf(key), each));
      case Collection<?> all -> all.forEach(each -> checkNumbers(name, each));
      case Record of -> {
        for (RecordComponent component : of.getClass().getRecordComponents()) {
          checkNumbers(component.getName(), value(component, of));
        }
      }
      default -> {}
    }
  }

  private static Object value(RecordComponent component, Object of) {
    try {
      Object value = component.getAccessor().invoke(of);
      return value == null ? "none" : value;
    } catch (ReflectiveOperationException e) {
      throw new LinkageError(e.getMessage(), e);
    }
  }
}
