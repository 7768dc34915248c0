package io.kdiag.cli.gather;

import io.kdiag.detector.Catalogue;
import io.kdiag.detector.LogScan;
import io.kdiag.detector.Occurrence;
import io.kdiag.host.HostRoot;
import io.kdiag.host.Reading;
import io.kdiag.host.kernellog.KernelLog;
import io.kdiag.host.kernellog.KernelLogReader;
import java.util.List;

/** The catalogue's problems in the kernel log, and the form that was read. */
record KernelProblems(String from, Reading<List<Occurrence>> problems) {
  private static final String DEVICE = "/dev/kmsg";

  static KernelProblems read(HostRoot root) {
    Reading<KernelLog> log = KernelLogReader.snapshot(root);
    return new KernelProblems(
        log.optional().map(KernelLog::from).orElse(DEVICE),
        log.map(read -> LogScan.scan(Catalogue.load(), read.records())));
  }

  static KernelProblems unanswered() {
    return new KernelProblems(DEVICE, Reading.unreadable(DEVICE, "no answer in time"));
  }
}
