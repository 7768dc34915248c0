/** A diagnosis as text, JSON, YAML and Markdown. */
@NullMarked
package io.kdiag.cli.render;

import org.jspecify.annotations.NullMarked;
