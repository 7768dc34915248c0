/** The kernel log: {@code /dev/kmsg}, {@code kern.log}, and the text of {@code dmesg}. */
@NullMarked
package io.kdiag.host.kernellog;

import org.jspecify.annotations.NullMarked;
