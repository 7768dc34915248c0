package io.kdiag.detector.probe;

import io.kdiag.host.HostText;
import java.util.ArrayList;
import java.util.List;

/**
 * Whom this machine asks for names: {@code /etc/resolv.conf}, see resolv.conf(5). As the C library
 * does, at most three servers are taken, and what is no address is left out.
 *
 * <pre>{@code
 * nameserver 10.0.0.2
 * search example.org
 * options ndots:5
 * }</pre>
 */
public record ResolvConf(List<String> nameservers, List<String> search) {
  private static final int MOST_SERVERS = 3;

  public static ResolvConf parse(HostText text) {
    List<String> nameservers = new ArrayList<>();
    List<String> search = List.of();
    for (String line : text.string().split("\n", -1)) {
      String[] words = line.strip().split("\\s+", -1);
      if (words.length < 2) {
        continue;
      }
      if (words[0].equals("nameserver") && nameservers.size() < MOST_SERVERS) {
        nameservers.add(words[1]);
      } else if (words[0].equals("search") || words[0].equals("domain")) {
        search = List.of(words).subList(1, words.length);
      }
    }
    return new ResolvConf(List.copyOf(nameservers), List.copyOf(search));
  }
}
