package io.kdiag.detector.look;

import io.kdiag.detector.look.Judgement.Sighting;
import io.kdiag.host.HostRoot;
import io.kdiag.host.Reading;
import io.kdiag.host.proc.FilesystemSpace;
import io.kdiag.host.proc.FilesystemSpaceReader;
import io.kdiag.host.proc.Mount;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Looks how full the file systems are: problems {@code DiskSpaceLow} (less than 5 % and less than
 * 20 GiB left for users) and {@code InodesLow} (less than 5 %). Over when a fifth more is left than
 * that. What is mounted read-only cannot fill.
 */
public record Space(HostRoot root) implements Probe {
  private static final double LEFT_PERCENT = 5;
  private static final long LEFT_BYTES = 20L << 30;
  private static final double OVER = 1.2;

  @Override
  public String name() {
    return "filesystem-space";
  }

  @Override
  public List<Judgement> look(Instant now) {
    return FilesystemSpaceReader.read(root) instanceof Reading.Present<List<FilesystemSpace>> p
        ? judge(p.value(), now)
        : List.of();
  }

  static List<Judgement> judge(List<FilesystemSpace> spaces, Instant now) {
    List<Sighting> bytes = new ArrayList<>();
    List<Sighting> inodes = new ArrayList<>();
    for (FilesystemSpace space : spaces) {
      if (isWritable(space.mount())) {
        bytes(space, bytes);
        inodes(space, inodes);
      }
    }
    return List.of(
        new Judgement("DiskSpaceLow", now, bytes), new Judgement("InodesLow", now, inodes));
  }

  private static boolean isWritable(Mount mount) {
    return !mount.options().contains("ro") && !mount.superOptions().contains("ro");
  }

  private static void bytes(FilesystemSpace space, List<Sighting> sightings) {
    // What df calls Use%: what is kept for root is neither used nor to be had.
    long used = space.sizeBytes() - space.freeBytes();
    long all = used + space.availableBytes();
    double left = all <= 0 ? 100 : 100.0 * space.availableBytes() / all;
    if (left < LEFT_PERCENT * OVER && space.availableBytes() < LEFT_BYTES * OVER) {
      boolean begins = left < LEFT_PERCENT && space.availableBytes() < LEFT_BYTES;
      String text =
          "%s (%s): %d of %d MiB left for users (%s %%)"
              .formatted(
                  space.mount().mountPoint(),
                  space.mount().device(),
                  space.availableBytes() >> 20,
                  all >> 20,
                  Level.percent(left));
      sightings.add(sighting(space, text, begins));
    }
  }

  private static void inodes(FilesystemSpace space, List<Sighting> sightings) {
    double left = space.inodes() <= 0 ? 100 : 100.0 * space.inodesFree() / space.inodes();
    if (left < LEFT_PERCENT * OVER) {
      String text =
          "%s (%s): %d of %d inodes left (%s %%)"
              .formatted(
                  space.mount().mountPoint(),
                  space.mount().device(),
                  space.inodesFree(),
                  space.inodes(),
                  Level.percent(left));
      sightings.add(sighting(space, text, left < LEFT_PERCENT));
    }
  }

  private static Sighting sighting(FilesystemSpace space, String text, boolean begins) {
    String mount = space.mount().mountPoint();
    return new Sighting(Map.of("mount", mount), "statvfs " + mount, text, begins);
  }
}
