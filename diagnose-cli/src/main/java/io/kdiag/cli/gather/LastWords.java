package io.kdiag.cli.gather;

import io.kdiag.host.FileTail;
import io.kdiag.host.HostRoot;
import io.kdiag.host.Redaction;
import io.kdiag.host.VisibleText;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The last error lines that a part of Kubernetes left in its log, newest last. */
final class LastWords {
  private static final int MOST_BYTES = 64 << 10;
  private static final int MOST_LINES = 3;
  private static final int MOST_CHARACTERS = 400;

  private LastWords() {}

  static List<String> of(HostRoot root, InstalledPart part) {
    for (String path : files(part)) {
      Path file = root.resolve(path);
      if (Files.isRegularFile(file)) {
        List<String> words = errors(file);
        if (!words.isEmpty()) {
          return words;
        }
      }
    }
    return List.of();
  }

  private static List<String> files(InstalledPart part) {
    String name = part.name();
    List<String> files = new ArrayList<>();
    String directory = part.flags().get("log-dir");
    if (directory != null) {
      files.add(directory + "/" + name + ".INFO");
    }
    String file = part.flags().get("log-file");
    if (file != null) {
      files.add(file);
    }
    files.add("/var/log/" + name + ".log");
    files.add("/var/log/kubernetes/" + name + ".INFO");
    files.add("/k8s/kubernetes/logs/" + name + ".INFO");
    return files;
  }

  private static List<String> errors(Path file) {
    try {
      FileTail tail = FileTail.read(file, MOST_BYTES);
      List<String> lines = new ArrayList<>();
      int at = tail.start();
      while (at < tail.end()) {
        int end = tail.lineEnd(at);
        String line = new String(tail.bytes(), at, end - at, StandardCharsets.UTF_8);
        if (ErrorWords.in(line)) {
          lines.add(shown(line));
        }
        at = end + 1;
      }
      return List.copyOf(lines.subList(Math.max(0, lines.size() - MOST_LINES), lines.size()));
    } catch (IOException e) {
      return List.of();
    }
  }

  static String shown(String line) {
    String text = Redaction.redact(VisibleText.of(line.strip()));
    return text.length() > MOST_CHARACTERS ? text.substring(0, MOST_CHARACTERS) + "..." : text;
  }
}
