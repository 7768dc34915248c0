package io.kdiag.shipper;

/** What one log file and those rotated away beside it hold: a stream of bytes that only grows. */
sealed interface Run permits ContainerRun, FileRun {

  /** What tells it from all other runs, in a state file too. */
  String key();

  /** The live file, whatever of the run it holds just now. */
  String path();
}
