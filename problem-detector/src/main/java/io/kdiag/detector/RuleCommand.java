package io.kdiag.detector;

import io.kdiag.detector.LineMatcher.Match;
import io.kdiag.detector.LineMatcher.Meaning;
import io.kdiag.detector.npd.NpdFile;
import io.kdiag.detector.npd.NpdFileException;
import io.kdiag.host.VisibleText;
import io.kdiag.host.kernellog.KernelLine;
import io.kdiag.host.kernellog.KernelRecord;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * The commands for who writes rules, which start nothing:
 *
 * <pre>
 * problem-detector --lint FILE...                what is wrong with these files of rules
 * problem-detector --test-log LOG [FILE...]      which rules fire on this log, line by line
 * </pre>
 *
 * Exit 0: nothing wrong; 1: something is; 2: wrong usage.
 */
public final class RuleCommand {
  private static final int WRONG = 1;
  private static final int USAGE = 2;

  private final PrintStream out;

  RuleCommand(PrintStream out) {
    this.out = out;
  }

  /** Whether {@code args} are for this command. */
  public static boolean isMeant(String[] args) {
    return args.length > 0 && (args[0].equals("--lint") || args[0].equals("--test-log"));
  }

  public static void main(String[] args) {
    System.exit(new RuleCommand(System.out).run(args));
  }

  /** The exit status. */
  int run(String[] args) {
    List<String> rest = List.of(args).subList(Math.min(1, args.length), args.length);
    if (!isMeant(args) || rest.isEmpty()) {
      out.println("usage: problem-detector --lint FILE... | --test-log LOG [FILE...]");
      return USAGE;
    }
    return args[0].equals("--lint")
        ? lint(rest)
        : testLog(rest.getFirst(), rest.subList(1, rest.size()));
  }

  private int lint(List<String> files) {
    int status = 0;
    for (String file : files) {
      List<String> mistakes = mistakes(Path.of(file));
      mistakes.forEach(out::println);
      status = mistakes.isEmpty() ? status : WRONG;
      if (mistakes.isEmpty()) {
        out.println(file + ": fine");
      }
    }
    return status;
  }

  /** Notes of what is not used are printed at once: they are no mistakes. */
  private List<String> mistakes(Path file) {
    try {
      return switch (RuleFiles.parse(file)) {
        case NpdFile npd -> {
          RuleSet rules = new RuleSetBuilder(Catalogue.load()).add(npd).build(Set.of());
          rules.notes().forEach(out::println);
          yield List.of();
        }
        case Catalogue catalogue -> samples(file, catalogue);
        default -> List.of(file + ": neither rules nor a catalogue");
      };
    } catch (NpdFileException e) {
      return e.mistakes();
    } catch (CatalogueException e) {
      return List.of(
          String.valueOf(e.getMessage()).lines().map(l -> file + ": " + l).toArray(String[]::new));
    } catch (IOException | IllegalArgumentException e) {
      return List.of(file + ": " + e);
    }
  }

  /** Its entries' samples against its own rules. */
  private static List<String> samples(Path file, Catalogue catalogue) {
    List<String> mistakes = new ArrayList<>();
    for (Problem problem : catalogue.problems()) {
      for (String log : problem.source().logs()) {
        LogRules rules = catalogue.rules(log);
        for (String line : problem.matches()) {
          if (!shows(rules, line).contains(problem.code())) {
            mistakes.add(file + ": " + problem.code() + ": does not fire on its sample: " + line);
          }
        }
        for (String line : problem.ignores()) {
          if (shows(rules, line).contains(problem.code())) {
            mistakes.add(file + ": " + problem.code() + ": fires on what it is to ignore: " + line);
          }
        }
      }
    }
    return mistakes;
  }

  private static List<String> shows(LogRules rules, String line) {
    List<String> codes = new ArrayList<>();
    for (Match match : rules.signs(line, new LineWindow())) {
      if (match.entry().meaning() == Meaning.SHOWS) {
        codes.add(match.entry().problem().code());
      }
    }
    return codes;
  }

  private int testLog(String log, List<String> files) {
    RuleFiles rules = new RuleFiles(files, List.of());
    Catalogue catalogue = rules.read().catalogue();
    rules.mistakes().forEach(out::println);
    Map<String, Integer> counts = new TreeMap<>();
    int lines;
    try (BufferedReader reader = reader(log)) {
      lines = test(reader, catalogue, counts);
    } catch (IOException e) {
      out.println(log + ": " + e);
      return WRONG;
    }
    out.println(
        lines
            + " lines, "
            + counts.values().stream().mapToInt(i -> i).sum()
            + " of them fire a rule");
    counts.forEach((code, count) -> out.println("  " + code + ": " + count));
    return rules.mistakes().isEmpty() ? 0 : WRONG;
  }

  private static BufferedReader reader(String log) throws IOException {
    var decoder =
        StandardCharsets.UTF_8
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPLACE)
            .onUnmappableCharacter(CodingErrorAction.REPLACE);
    return new BufferedReader(
        new java.io.InputStreamReader(java.nio.file.Files.newInputStream(Path.of(log)), decoder));
  }

  /** Every kind of rule is tried on every line: what a log is of, it does not say. */
  private int test(BufferedReader reader, Catalogue catalogue, Map<String, Integer> counts)
      throws IOException {
    Map<String, LineWindow> windows = new TreeMap<>();
    int number = 0;
    String line;
    while ((line = reader.readLine()) != null) {
      number++;
      String text = text(line);
      List<String> codes = new ArrayList<>();
      for (String log : catalogue.logs()) {
        LineWindow window = windows.computeIfAbsent(log, ignored -> new LineWindow());
        for (Match match : catalogue.rules(log).signs(text, window)) {
          String code = match.entry().problem().code();
          boolean shows = match.entry().meaning() == Meaning.SHOWS;
          boolean clears = match.entry().meaning() == Meaning.CLEARS;
          if (shows && !codes.contains(code)) {
            codes.add(code);
            counts.merge(code, 1, Integer::sum);
          } else if (clears) {
            codes.add("-" + code);
          }
        }
      }
      if (!codes.isEmpty()) {
        out.println(number + ": " + String.join(",", codes) + ": " + VisibleText.of(text));
      }
    }
    return number;
  }

  /** Without its time and whatever else a kernel log puts before it. */
  private static String text(String line) {
    Instant now = Instant.now();
    int semicolon = line.indexOf(';');
    if (semicolon > 0 && line.substring(0, semicolon).matches("[0-9]+,[0-9]+,[0-9]+,[^;]*")) {
      return line.substring(semicolon + 1);
    }
    KernelRecord record = new KernelLine(Instant.EPOCH, now, ZoneId.systemDefault()).parse(line);
    return record == null ? line : record.text();
  }
}
