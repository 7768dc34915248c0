package io.kdiag.detector;

import io.kdiag.detector.npd.NpdFile;
import io.kdiag.detector.npd.NpdFileException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The files of rules that the configuration names, node-problem-detector's (JSON) and catalogues of
 * one's own (YAML), read again when they change. One that is wrong is as it last was right, and
 * what is wrong with it is said. Not thread-safe.
 */
final class RuleFiles {
  private static final long MOST_BYTES = 1 << 20;

  private final List<String> names;
  private final Set<String> without;
  private final Map<Path, Object> good = new HashMap<>();
  private String stamp = "";
  private List<String> mistakes = List.of();

  /** {@code names} are files, or directories all of whose .json, .yaml and .yml files count. */
  RuleFiles(List<String> names, List<String> without) {
    this.names = List.copyOf(names);
    this.without = Set.copyOf(without);
  }

  /** Whether any file has changed since {@link #read}. */
  boolean changed() {
    return !stamp(files(new ArrayList<>())).equals(stamp);
  }

  /** All rules as they are now. */
  RuleSet read() {
    List<String> wrong = new ArrayList<>();
    List<Path> files = files(wrong);
    stamp = stamp(files);
    RuleSetBuilder builder = new RuleSetBuilder(Catalogue.load());
    for (Path file : files) {
      try {
        good.put(file, parse(file));
      } catch (NpdFileException e) {
        wrong.addAll(e.mistakes());
      } catch (CatalogueException e) {
        wrong.add(file + ": " + e.getMessage());
      } catch (IOException | IllegalArgumentException e) {
        wrong.add(file + ": " + e);
      }
      switch (good.get(file)) {
        case NpdFile npd -> builder.add(npd);
        case Catalogue catalogue -> builder.add(catalogue);
        case null, default -> {}
      }
    }
    good.keySet().retainAll(files);
    mistakes = List.copyOf(wrong);
    return builder.build(without);
  }

  /** What is wrong with the files as they are; empty: nothing. */
  List<String> mistakes() {
    return mistakes;
  }

  /** An {@link NpdFile} or a {@link Catalogue}. */
  static Object parse(Path file) throws IOException, NpdFileException, CatalogueException {
    if (Files.size(file) > MOST_BYTES) {
      throw new IOException("larger than " + MOST_BYTES + " bytes");
    }
    String text = Files.readString(file, StandardCharsets.UTF_8);
    if (text.stripLeading().startsWith("{")) {
      NpdFile npd = NpdFile.parse(file.toString(), text);
      // Its time format is checked where it is used.
      new RuleSetBuilder(Catalogue.load()).add(npd).build(Set.of());
      return npd;
    }
    return Catalogue.parse(text);
  }

  private List<Path> files(List<String> wrong) {
    List<Path> files = new ArrayList<>();
    for (String name : names) {
      Path path = Path.of(name);
      if (!Files.isDirectory(path)) {
        files.add(path);
        continue;
      }
      try (Stream<Path> inside = Files.list(path)) {
        inside.filter(RuleFiles::isRules).sorted().forEach(files::add);
      } catch (IOException e) {
        wrong.add(name + ": " + e);
      }
    }
    return files;
  }

  private static boolean isRules(Path file) {
    return file.toString().matches(".*\\.(?:json|ya?ml)") && Files.isRegularFile(file);
  }

  /** Kubernetes replaces a mounted file by another one with its own times: both tell. */
  private static String stamp(List<Path> files) {
    Map<Path, String> stamps = new TreeMap<>();
    for (Path file : files) {
      try {
        stamps.put(
            file,
            Files.getLastModifiedTime(file) + " " + Files.size(file) + " " + file.toRealPath());
      } catch (IOException e) {
        stamps.put(file, "missing");
      }
    }
    return stamps.toString();
  }
}
