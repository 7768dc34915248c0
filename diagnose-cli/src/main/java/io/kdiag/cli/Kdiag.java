package io.kdiag.cli;

import io.kdiag.cli.shell.Shell;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.UnmatchedArgumentException;

/** The command {@code kdiag}. */
@Command(
    name = "kdiag",
    description =
        "Says what is wrong with a Kubernetes cluster or node, why, and what to do about it.",
    mixinStandardHelpOptions = true,
    versionProvider = Kdiag.Version.class,
    synopsisSubcommandLabel = "COMMAND",
    footerHeading = "%nExamples:%n",
    footer = {
      "  kdiag                               a shell with completion, on a terminal",
      "  kdiag node k8s-node-1               diagnose a node of the cluster",
      "  kdiag pod cart-0 -n shop            a pod; likewise workload deployment/cart, service cart",
      "  kdiag cluster                       all of it",
      "  kdiag node --local                  diagnose this machine",
      "  kdiag node --local --for 10s -o json",
      "  kdiag cluster                       diagnose all of the cluster",
      "  kdiag logs -n shop --group          what pods say, and how often",
      "  kdiag timeline deployment/cart      what happened, and what changed just before",
      "  kdiag capture -o cluster.tar.gz     to be diagnosed elsewhere: kdiag cluster --from ...",
      "  kdiag explain OOMKilling",
      "",
      "Exit codes: 0 nothing wrong, 3 a critical problem, 4 warnings only, 5 no evidence,",
      "2 wrong usage, 1 an error in kdiag itself."
    })
public final class Kdiag implements Callable<Integer> {
  @Spec
  @SuppressWarnings("NullAway.Init") // picocli sets it
  private CommandSpec spec;

  private final Console console;

  private Kdiag(Console console) {
    this.console = console;
  }

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
        new CommandLine(new Kdiag(console))
            .addSubcommand(new NodeCommand(console))
            .addSubcommand(new PodCommand(console))
            .addSubcommand(new WorkloadCommand(console))
            .addSubcommand(new ServiceCommand(console))
            .addSubcommand(new ClusterCommand(console))
            .addSubcommand(new CaptureCommand(console))
            .addSubcommand(new LogsCommand(console))
            .addSubcommand(new EventsCommand(console))
            .addSubcommand(new TimelineCommand(console))
            .addSubcommand(new TopCommand(console))
            .addSubcommand(new DoctorCommand(console))
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

  /** Without a command: the shell, where somebody sits at the terminal. */
  @Override
  public Integer call() throws IOException {
    if (!console.terminal().interactive()) {
      spec.commandLine().usage(spec.commandLine().getOut());
      return ExitCode.HEALTHY;
    }
    ShellCommands commands = new ShellCommands(console);
    return Shell.run(commands, new ShellNames(commands), console.environment());
  }

  private static int wrongUsage(Console console, ParameterException e) {
    String command = e.getCommandLine().getCommandSpec().qualifiedName();
    console.complain(e.getMessage() + suggestion(e) + " (see " + command + " --help)");
    return ExitCode.USAGE;
  }

  private static String suggestion(ParameterException e) {
    return e instanceof UnmatchedArgumentException unmatched
            && !unmatched.getSuggestions().isEmpty()
        ? "; did you mean " + unmatched.getSuggestions().getFirst() + "?"
        : "";
  }

  private static int failed(Console console, Exception e) {
    if (e instanceof FailureException failure) {
      console.complain(String.valueOf(failure.getMessage()));
      return failure.exitCode();
    }
    if (e instanceof InterruptedException) {
      console.complain("interrupted");
      return ExitCode.INTERRUPTED;
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
