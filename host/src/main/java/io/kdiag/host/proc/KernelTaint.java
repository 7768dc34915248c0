package io.kdiag.host.proc;

import java.util.List;

/**
 * {@code /proc/sys/kernel/tainted}: the number and its flags' letters with what they mean ({@code
 * D: kernel died}).\n *\n * @see <a
 * href="https://docs.kernel.org/admin-guide/tainted-kernels.html">Tainted kernels</a>
 */
public record KernelTaint(long value, List<String> flags) {}
