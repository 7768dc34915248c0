package io.kdiag.cli.scenarios;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A scenario's evidence, kept: {@code <name>.tar.gz}, and beside it {@code <name>.txt} with what
 * was asked, the codes and the object that are right, a line each.
 */
record Recorded(String name, Path capture, List<String> ask, String code, Pattern object) {

  static void write(Path directory, Scenario scenario) {
    String text =
        String.join(" ", scenario.ask()) + "\n" + scenario.code() + "\n" + scenario.object() + "\n";
    try {
      Files.writeString(directory.resolve(scenario.name() + ".txt"), text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static List<Recorded> all(Path directory) throws IOException {
    List<Recorded> all = new ArrayList<>();
    try (Stream<Path> files = Files.list(directory)) {
      for (Path file : files.sorted().toList()) {
        if (file.toString().endsWith(".txt")) {
          String name = file.getFileName().toString().replace(".txt", "");
          List<String> lines = Files.readAllLines(file);
          all.add(
              new Recorded(
                  name,
                  directory.resolve(name + ".tar.gz"),
                  List.of(lines.get(0).split(" ", -1)),
                  lines.get(1),
                  Pattern.compile(lines.get(2))));
        }
      }
    }
    return all;
  }

  boolean isRight(Answer.Found found) {
    return List.of(code.split("\\|", -1)).contains(found.code())
        && object.matcher(found.object()).matches();
  }
}
