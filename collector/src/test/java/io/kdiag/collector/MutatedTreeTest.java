package io.kdiag.collector;

import static org.assertj.core.api.Assertions.assertThat;

import io.kdiag.collector.exposition.Exposition;
import io.kdiag.collector.exposition.Format;
import io.kdiag.collector.influxdb.SampleLines;
import io.kdiag.collector.kubernetes.ClusterFacts;
import io.kdiag.collector.metrics.Families;
import io.kdiag.collector.sample.Sample;
import io.kdiag.collector.sample.SampleReader;
import io.kdiag.host.HostRoot;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Property: whatever happens to the files of a recorded machine between two ticks (cut, emptied,
 * deleted, replaced by a directory, other digits, noise), a tick gives a sample, its exposition is
 * well formed and no rate is negative.
 */
final class MutatedTreeTest {
  private static final int ROUNDS = 120;
  private static final String LINE =
      "[a-zA-Z_:][a-zA-Z0-9_:]*(\\{([a-zA-Z0-9_]+=\"([^\"\\\\]|\\\\.)*\",?)*})? \\S+";

  @TempDir Path directory;

  @ParameterizedTest
  @CsvSource({"v1,1", "v1,2", "v2,3", "v2,4"})
  void neverBreaksATickNorGivesANegativeRate(String version, int seed) throws IOException {
    List<Path> files = copy((version.equals("v1") ? Fixtures.V1 : Fixtures.V2).directory());
    Random random = new Random(seed);
    Families families = Families.of(List.of("container-disk"), List.of());
    Instant[] now = {Fixtures.TIME};
    Sample previous = null;
    try (SampleReader reader =
        new SampleReader(
            new HostRoot(directory),
            () -> now[0],
            families.wanted("/var/lib/kubelet"),
            () -> ClusterFacts.UNKNOWN)) {
      for (int round = 0; round < ROUNDS; round++) {
        for (int i = random.nextInt(6); i > 0; i--) {
          mutate(files.get(random.nextInt(files.size())), random);
        }
        now[0] = now[0].plusSeconds(1 + random.nextInt(20));
        Sample sample = reader.read();
        isWellFormed(sample, families);
        hasNoNegativeRate(previous, sample);
        previous = sample;
      }
    }
  }

  private static void isWellFormed(Sample sample, Families families) throws IOException {
    for (Format format : Format.values()) {
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      Exposition exposition = new Exposition(out, format, -1);
      families.writeContainer(sample, exposition);
      families.writeNode(sample, exposition);
      exposition.finish();
      for (String line : out.toString(StandardCharsets.UTF_8).split("\n", -1)) {
        if (!line.startsWith("#") && !line.isEmpty()) {
          assertThat(line).matches(LINE);
        }
      }
    }
  }

  private static void hasNoNegativeRate(@Nullable Sample previous, Sample sample) {
    for (String line : SampleLines.of(previous, sample)) {
      assertThat(line).doesNotContainPattern("_rate=-");
    }
  }

  private static void mutate(Path file, Random random) throws IOException {
    if (Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS)) {
      Files.delete(file);
      Files.writeString(file, random.nextLong() + "\n");
      return;
    }
    byte[] bytes = Files.exists(file) ? Files.readAllBytes(file) : new byte[0];
    switch (random.nextInt(8)) {
      case 0 -> Files.write(file, new byte[0]);
      case 1 -> Files.write(file, Arrays.copyOf(bytes, random.nextInt(bytes.length + 1)));
      case 2 -> Files.deleteIfExists(file);
      case 3 -> {
        Files.deleteIfExists(file);
        Files.createDirectory(file);
      }
      case 4 -> {
        byte[] noise = new byte[random.nextInt(200)];
        random.nextBytes(noise);
        Files.write(file, noise);
      }
      default -> {
        for (int i = 0; i < bytes.length; i++) {
          if (bytes[i] >= '0' && bytes[i] <= '9' && random.nextInt(5) == 0) {
            bytes[i] = (byte) ('0' + random.nextInt(10));
          }
        }
        Files.write(file, bytes);
      }
    }
  }

  private List<Path> copy(Path from) throws IOException {
    List<Path> files = new ArrayList<>();
    Files.walkFileTree(
        from,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            Path copy = directory.resolve(from.relativize(file).toString());
            Files.createDirectories(Path.of(String.valueOf(copy.getParent())));
            if (attributes.isSymbolicLink()) {
              Files.createSymbolicLink(copy, Files.readSymbolicLink(file));
            } else {
              Files.copy(file, copy);
              files.add(copy);
            }
            return FileVisitResult.CONTINUE;
          }
        });
    return files;
  }
}
