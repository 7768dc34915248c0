/** The systemd journal, through {@code journalctl -o json}. */
@NullMarked
package io.kdiag.host.journal;

import org.jspecify.annotations.NullMarked;
