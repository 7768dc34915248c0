package io.kdiag.cli.render;

import io.kdiag.cli.engine.Diagnosis;

/** A form a diagnosis can be written in. The text ends in a line feed. */
public interface Renderer {
  String render(Diagnosis diagnosis);
}
