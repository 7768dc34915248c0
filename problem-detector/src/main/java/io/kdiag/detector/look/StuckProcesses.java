package io.kdiag.detector.look;

import io.kdiag.detector.look.Judgement.Sighting;
import io.kdiag.host.Reading;
import io.kdiag.host.proc.ProcessStat;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Looks for processes that cannot end: problems {@code ExcessiveZombieProcesses} (a parent that
 * does not collect its dead children) and {@code UninterruptibleTasks} (state D). Each must be in
 * that state at two looks in a row, in D without having run in between: passing through either is
 * everyday life.
 */
public final class StuckProcesses implements Probe {
  private static final int MANY_ZOMBIES = 20;
  private static final int FEW_ZOMBIES = 5;
  private static final int MOST_TASKS = 20;
  private static final String SOURCE = "/proc/<pid>/stat";

  private final Processes processes;
  private Map<Integer, ProcessStat> before = Map.of();

  public StuckProcesses(Processes processes) {
    this.processes = processes;
  }

  @Override
  public String name() {
    return "stuck-processes";
  }

  @Override
  public List<Judgement> look(Instant now) {
    if (!(processes.read(now)
        instanceof Reading.Present<List<ProcessStat>>(List<ProcessStat> all))) {
      return List.of();
    }
    Map<Integer, ProcessStat> byPid = new HashMap<>();
    Map<Integer, Integer> zombies = new TreeMap<>();
    List<Sighting> tasks = new ArrayList<>();
    Map<Integer, ProcessStat> noted = new HashMap<>();
    for (ProcessStat process : all) {
      byPid.put(process.pid(), process);
      char state = process.state();
      if (state == 'Z' || (state == 'D' && !process.kernelThread())) {
        noted.put(process.pid(), process);
        if (isAsBefore(process) && state == 'Z') {
          zombies.merge(process.parent(), 1, Integer::sum);
        } else if (isAsBefore(process) && tasks.size() < MOST_TASKS) {
          tasks.add(task(process));
        }
      }
    }
    before = noted;
    return List.of(
        new Judgement("ExcessiveZombieProcesses", now, parents(zombies, byPid)),
        new Judgement("UninterruptibleTasks", now, tasks));
  }

  private boolean isAsBefore(ProcessStat process) {
    ProcessStat same = before.get(process.pid());
    return same != null
        && same.state() == process.state()
        && same.startSeconds() == process.startSeconds()
        && same.cpuSeconds() == process.cpuSeconds();
  }

  private static Sighting task(ProcessStat process) {
    Map<String, String> details = new TreeMap<>();
    details.put("process", process.name());
    details.put("pid", String.valueOf(process.pid()));
    if (!process.cgroup().isEmpty()) {
      details.put("cgroup", process.cgroup());
    }
    String command = process.commandLine().isEmpty() ? process.name() : process.commandLine();
    String text = "pid " + process.pid() + " state D: " + command;
    return new Sighting(details, SOURCE, text);
  }

  private static List<Sighting> parents(
      Map<Integer, Integer> zombies, Map<Integer, ProcessStat> byPid) {
    List<Sighting> sightings = new ArrayList<>();
    zombies.forEach(
        (pid, count) -> {
          ProcessStat parent = byPid.get(pid);
          if (count >= FEW_ZOMBIES && parent != null) {
            Map<String, String> details = new TreeMap<>();
            details.put("process", parent.name());
            details.put("pid", String.valueOf(pid));
            details.put("zombies", String.valueOf(count));
            details.put("cgroup", parent.cgroup());
            String text = parent.name() + " (pid " + pid + ") has " + count + " zombies";
            sightings.add(new Sighting(details, SOURCE, text, count >= MANY_ZOMBIES));
          }
        });
    return sightings;
  }
}
