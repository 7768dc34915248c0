package io.kdiag.host.proc;

import io.kdiag.host.AsciiCursor;
import io.kdiag.host.HostRoot;
import io.kdiag.host.HostText;
import io.kdiag.host.MalformedTextException;
import io.kdiag.host.Reading;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads the routes of the machine, IPv4 (the main table) and then IPv6 (all tables, without this
 * machine's own addresses).
 *
 * <pre>{@code
 * Iface Destination Gateway  Flags RefCnt Use Metric Mask     MTU Window IRTT
 * eth0  00000000    010200C0 0003  0      0   0      00000000 0   0      0
 * }</pre>
 *
 * <pre>{@code
 * 00000000000000000000000000000000 00 00000000000000000000000000000000 00 fd000000000000000000000000000001 00000400 00000002 00000000 00000003 eth0
 * }</pre>
 *
 * The IPv4 numbers are in the processor's byte order, of which only the little-endian is known
 * here.
 *
 * @see <a href="https://man7.org/linux/man-pages/man5/proc_pid_net.5.html">proc_pid_net(5)</a>
 */
public final class RouteReader {
  private static final long UP = 0x1;
  private static final long REJECT = 0x200;
  private static final long CACHE = 0x0100_0000;
  private static final long LOCAL = 0x8000_0000L;

  private RouteReader() {}

  public static Reading<List<Route>> read(HostRoot root) {
    Reading<List<Route>> four = NetFiles.read(root, "route", RouteReader::parse4);
    if (!(four instanceof Reading.Present<List<Route>>(List<Route> routes))) {
      return four;
    }
    Reading<List<Route>> six = NetFiles.read(root, "ipv6_route", RouteReader::parse6);
    return switch (six) {
      case Reading.Absent<List<Route>> absent -> four;
      case Reading.Present<List<Route>>(List<Route> more) -> {
        List<Route> both = new ArrayList<>(routes);
        both.addAll(more);
        yield Reading.present(List.copyOf(both));
      }
      case Reading.Unreadable<List<Route>> unreadable -> unreadable;
      case Reading.Malformed<List<Route>> malformed -> malformed;
    };
  }

  static List<Route> parse4(HostText text) throws MalformedTextException {
    AsciiCursor in = text.lines();
    if (!in.skipWord("Iface")) {
      throw in.malformed("the heading Iface");
    }
    List<Route> routes = new ArrayList<>();
    for (in.nextLine(); !in.atEnd(); in.nextLine()) {
      if (!in.atLineEnd()) {
        add4(in, routes);
      }
    }
    return List.copyOf(routes);
  }

  private static void add4(AsciiCursor in, List<Route> routes) throws MalformedTextException {
    String device = in.word();
    String destination = IpText.v4(in.hexadecimal());
    String gateway = IpText.v4(in.hexadecimal());
    long flags = in.hexadecimal();
    in.skipWords(2);
    long metric = in.count();
    int prefix = Long.bitCount(in.hexadecimal());
    if ((flags & UP) != 0) {
      boolean reject = (flags & REJECT) != 0;
      routes.add(new Route(device, destination, prefix, gateway, metric, reject));
    }
  }

  static List<Route> parse6(HostText text) throws MalformedTextException {
    AsciiCursor in = text.lines();
    List<Route> routes = new ArrayList<>();
    for (; !in.atEnd(); in.nextLine()) {
      if (!in.atLineEnd()) {
        add6(in, routes);
      }
    }
    return List.copyOf(routes);
  }

  private static void add6(AsciiCursor in, List<Route> routes) throws MalformedTextException {
    String destination = address6(in);
    long prefix = in.hexadecimal();
    if (prefix > 128) {
      throw in.malformed("a prefix length up to 80");
    }
    in.skipWords(2);
    String gateway = address6(in);
    long metric = in.hexadecimal();
    in.skipWords(2);
    long flags = in.hexadecimal();
    String device = in.word();
    boolean reject = (flags & REJECT) != 0;
    if ((flags & (LOCAL | CACHE)) == 0 && (reject || (flags & UP) != 0)) {
      routes.add(new Route(device, destination, (int) prefix, gateway, metric, reject));
    }
  }

  private static String address6(AsciiCursor in) throws MalformedTextException {
    String word = in.word();
    if (!IpText.isHexadecimal(word, 32)) {
      throw in.malformed("an address of 32 hexadecimal digits before this, not " + word);
    }
    return IpText.v6(word);
  }
}
