package io.kdiag.detector.probe;

import java.nio.file.Path;

/** A client certificate and its private key, as PEM files. The key is read when it is shown. */
public record ClientIdentity(Path certificate, Path key) {}
