package io.kdiag.cli.gather;

import io.kdiag.detector.Occurrence;
import io.kdiag.host.HostRoot;
import io.kdiag.host.Reading;
import java.util.List;

/** The catalogue's problems in the kernel log, and the form that was read. */
record KernelProblems(String from, Reading<List<Occurrence>> problems) {
  private static final String DEVICE = "/dev/kmsg";

  static KernelProblems read(HostRoot unused) {
    return new KernelProblems(DEVICE, Reading.absent(DEVICE));
  }

  static KernelProblems unanswered() {
    return new KernelProblems(DEVICE, Reading.unreadable(DEVICE, "no answer in time"));
  }
}
