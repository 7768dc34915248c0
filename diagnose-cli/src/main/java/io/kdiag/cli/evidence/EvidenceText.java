package io.kdiag.cli.evidence;

import io.kdiag.cli.evidence.Evidence.NotChecked;
import io.kdiag.cli.evidence.HostEvidence.ContainerState;
import io.kdiag.cli.evidence.HostEvidence.LogGroup;
import io.kdiag.detector.Occurrence;
import io.kdiag.host.Reading;
import io.kdiag.host.proc.ProcessStat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Parts of the evidence as plain text, by file name: what a person looks for in a capture. */
final class EvidenceText {
  private EvidenceText() {}

  static Map<String, String> of(Evidence evidence) {
    HostEvidence host = evidence.host();
    Map<String, String> texts = new TreeMap<>();
    texts.put("kernel-problems.txt", text(host.problems(), EvidenceText::problems));
    texts.put("containers.txt", text(host.containers(), EvidenceText::containers));
    texts.put("processes.txt", text(host.last().processes(), EvidenceText::processes));
    texts.put("not-checked.txt", notChecked(evidence.notChecked()));
    return texts;
  }

  /** Writes a value as text. */
  private interface Form<T> {
    void write(StringBuilder out, T value);
  }

  private static <T> String text(Reading<List<T>> reading, Form<T> form) {
    StringBuilder out = new StringBuilder();
    switch (reading) {
      case Reading.Present<List<T>>(List<T> values) -> {
        for (T value : values) {
          form.write(out, value);
        }
      }
      case Reading.Absent<List<T>>(String source) -> out.append("no ").append(source);
      case Reading.Unreadable<List<T>>(String source, String reason) ->
          out.append(source).append(": ").append(reason);
      case Reading.Malformed<List<T>>(String _, String problem) -> out.append(problem);
    }
    return out.isEmpty() || out.charAt(out.length() - 1) == '\n' ? out.toString() : out + "\n";
  }

  private static void problems(StringBuilder out, Occurrence problem) {
    out.append(problem.code()).append(' ').append(new TreeMap<>(problem.details()));
    out.append(": ").append(problem.count()).append(" times, ").append(problem.first());
    out.append(" to ").append(problem.last());
    out.append(problem.cleared() ? ", over\n" : "\n");
    for (Occurrence.Line line : problem.lines()) {
      out.append("  ").append(line.time()).append("  ").append(line.text()).append('\n');
    }
  }

  private static void containers(StringBuilder out, ContainerState state) {
    out.append(state.log().namespace()).append('/').append(state.log().pod()).append('/');
    out.append(state.log().container()).append(": ").append(state.log().restarts());
    out.append(state.running() ? " restarts, running\n" : " restarts, not running\n");
    for (LogGroup group : state.errors()) {
      out.append("  ").append(group.last()).append("  ").append(group.count()).append("x  ");
      out.append(group.sample()).append('\n');
    }
  }

  private static void processes(StringBuilder out, ProcessStat process) {
    out.append(process.pid()).append(' ').append(process.parent()).append(' ');
    out.append(process.state()).append(' ').append(process.cpuSeconds()).append("s ");
    out.append(process.residentBytes()).append("B ").append(process.name()).append(' ');
    out.append(process.cgroup()).append(' ').append(process.commandLine()).append('\n');
  }

  private static String notChecked(List<NotChecked> gaps) {
    StringBuilder out = new StringBuilder();
    for (NotChecked gap : gaps) {
      out.append(gap.what()).append(": ").append(gap.why());
      out.append(gap.grant().isEmpty() ? "" : " (" + gap.grant() + ")").append('\n');
    }
    return out.toString();
  }
}
