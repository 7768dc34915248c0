package io.kdiag.cli;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The command {@code kdiag}. */
@Command(
    name = "kdiag",
    description = "Says what is wrong with a Kubernetes node, why, and what to do about it.",
    mixinStandardHelpOptions = true,
    versionProvider = Kdiag.Version.class,
    synopsisSubcommandLabel = "COMMAND",
    footerHeading = "%nExamples:%n",
    footer = {
      "  kdiag node --local                  diagnose this machine",
      "  kdiag node --local --for 10s -o json",
      "  kdiag capture --local -o node.tar.gz",
      "  kdiag explain OOMKilling",
      "",
      "Exit codes: 0 nothing wrong, 3 a critical problem, 4 warnings only, 5 no evidence,",
      "2 wrong usage, 1 an error in kdiag itself."
    })
public final class Kdiag implements Runnable {
  @Spec
  @SuppressWarnings("NullAway.Init") // picocli sets it
  private CommandSpec spec;

  private Kdiag() {}

  public static void main(String[] args) {
    int exitCode = run(Console.ofProcess(), args);
    System.exit(exitCode);
  }

  static int run(Console console, String... args) {
    int exitCode = commandLine(console).execute(args);
    console.output().flush();
    console.error().flush();
    return exitCode;
  }

  static CommandLine commandLine(Console console) {
    CommandLine line =
        new CommandLine(new Kdiag())
            .addSubcommand(new NodeCommand(console))
            .addSubcommand(new CaptureCommand(console))
            .addSubcommand(new ExplainCommand(console))
            .addSubcommand(new CompletionCommand(console));
    return line.setOut(new PrintWriter(console.output(), true, StandardCharsets.UTF_8))
        .setErr(new PrintWriter(console.error(), true, StandardCharsets.UTF_8))
        .setColorScheme(
            CommandLine.Help.defaultColorScheme(
                console.terminal().output() && !console.terminal().noColour() ? Ansi.ON : Ansi.OFF))
        .setUsageHelpWidth(100)
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setParameterExceptionHandler((e, _) -> wrongUsage(console, e))
        .setExecutionExceptionHandler((e, _, _) -> failed(console, e));
  }

  @Override
  public void run() {
    spec.commandLine().usage(spec.commandLine().getOut());
  }

  private static int wrongUsage(Console console, ParameterException e) {
    String command = e.getCommandLine().getCommandSpec().qualifiedName();
    console.complain(e.getMessage() + " (see " + command + " --help)");
    return ExitCode.USAGE;
  }

  private static int failed(Console console, Exception e) {
    if (e instanceof FailureException failure) {
      console.complain(String.valueOf(failure.getMessage()));
      return failure.exitCode();
    }
    if (console.environment().containsKey("KDIAG_DEBUG")) {
      e.printStackTrace(console.error());
    }
    console.complain("an error in kdiag itself: " + e + " (KDIAG_DEBUG=1 shows where)");
    return ExitCode.INTERNAL_ERROR;
  }

  /** The version that the build wrote into the jar's manifest. */
  static final class Version implements CommandLine.IVersionProvider {

    static String number() {
      String version = Kdiag.class.getPackage().getImplementationVersion();
      return version == null ? "development" : version;
    }

    @Override
    public String[] getVersion() {
      return new String[] {"kdiag " + number()};
    }
  }
}
