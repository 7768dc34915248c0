package io.kdiag.cli.rules;

import static io.kdiag.cli.rules.LogCause.*;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The words in which programs say why they fail, of Go, Java, Python, Node, Ruby, PHP, shells,
 * nginx, PostgreSQL, MySQL and Redis. Each has samples in {@code log-causes.txt} of the tests, and
 * lines beside them that must not be taken for it.
 *
 * <p>{@code <what>} in a pattern is what the line names: a file, an address, an option; {@code
 * <host>} and {@code <port>} make an address together.
 */
final class LogPatterns {
  private static final int LONGEST = 600;

  /** A host and port as they stand in a line, but for a place in a program: {@code main.go:12}. */
  private static final String ADDRESS =
      "(?<![\\w.])(?<what>(?:\\d{1,3}(?:\\.\\d{1,3}){3}|[a-z][\\w-]*(?:\\.[\\w-]+)*)"
          + "(?<!\\.(?:go|py|rb|js|ts|rs|cc|cpp|java|php)):\\d{1,5})(?!\\d|:\\d)";

  private static final String HOST = "(?<what>[a-z0-9_](?:[a-z0-9._-]*[a-z0-9])?(?::\\d{1,5})?)";
  private static final String PATH = "(?<what>/[^\\s:'\"`,;()\\[\\]]*)";
  private static final String NAME = "[\"'`\u2018]?(?<what>[^\\s\"'`\u2019,;]{1,80})[\"'`\u2019]?";

  private static final List<LogPattern> ALL =
      List.of(
          // ---- ports
          of(PORT_IN_USE, "listen \\w+ (?<what>\\S*:\\d+): bind: address already in use"),
          of(PORT_IN_USE, "EADDRINUSE.* (?<what>\\S*:\\d+)"),
          of(
              PORT_IN_USE,
              "bind\\(\\) to (?<what>\\S+) failed \\(\\d+: address (?:already )?in use"),
          of(PORT_IN_USE, "port (?<what>\\d+) (?:was|is) already in use"),
          of(PORT_IN_USE, "listening socket (?<what>\\S+): bind: address already in use"),
          of(PORT_IN_USE, "address already in use - bind\\(2\\) for \\S+ port (?<what>\\d+)"),
          of(PORT_IN_USE, "address (?:already )?in use|EADDRINUSE|port is already allocated"),
          // ---- databases
          of(
              TOO_MANY_CONNECTIONS,
              "too many (?:connections|clients)|max number of clients reached"),
          of(TOO_MANY_CONNECTIONS, "remaining connection slots are reserved"),
          of(TOO_MANY_CONNECTIONS, "max_user_connections|connection limit exceeded"),
          of(DATABASE_READ_ONLY, "cannot execute \\w[\\w ]* in a read-only transaction"),
          of(DATABASE_READ_ONLY, "--(?:super-)?read-only option|READONLY You can't write"),
          of(
              DATABASE_READ_ONLY,
              "attempt to write a readonly database|NotWritablePrimary|not master"),
          of(DATABASE_READ_ONLY, "database is (?:in )?read[- ]only"),
          of(CREDENTIALS_REJECTED, "password authentication failed for user (?<what>\"[^\"]+\")"),
          of(CREDENTIALS_REJECTED, "access denied for user (?<what>'[^']*'@'[^']*')"),
          of(CREDENTIALS_REJECTED, "role (?<what>\"[^\"]+\") does not exist"),
          of(CREDENTIALS_REJECTED, "login failed for user (?<what>'[^']*')"),
          of(
              CREDENTIALS_REJECTED,
              "WRONGPASS|NOAUTH|invalid username-password pair|ACCESS_REFUSED"),
          of(CREDENTIALS_REJECTED, "no pg_hba\\.conf entry for host|SASL authentication failed"),
          of(
              CREDENTIALS_REJECTED,
              "(?:authentication|login|logon) fail(?:ed|ure)|AuthenticationException"),
          of(
              CREDENTIALS_REJECTED,
              "(?:invalid|bad|wrong|incorrect) (?:user ?name or password|credentials?|password|api key|token)\\b"),
          of(
              CREDENTIALS_REJECTED,
              "\\b(?:401 unauthorized|status(?: code)?[ :=]+401|HTTP 401)\\b|permission denied \\(publickey"),
          of(DATABASE_MISSING, "(?<what>(?:database|relation|schema) \"[^\"]+\") does not exist"),
          of(DATABASE_MISSING, "unknown (?<what>database '[^']+')"),
          of(DATABASE_MISSING, "(?<what>table '[^']+') doesn't exist"),
          of(DATABASE_MISSING, "no such (?<what>table: \\S+)"),
          of(CERTIFICATE_UNTRUSTED, "x509: |PKIX path building failed|CERTIFICATE_VERIFY_FAILED"),
          of(
              CERTIFICATE_UNTRUSTED,
              "self[- ]signed certificate|unable to verify the first certificate"),
          of(
              CERTIFICATE_UNTRUSTED,
              "certificate verify failed|CERT_HAS_EXPIRED|certificate has expired"),
          // ---- names
          of(
              HOST_NAME_UNKNOWN,
              "lookup "
                  + HOST
                  + "(?: on \\S+)?: (?:no such host|server misbehaving|.*i/o timeout)"),
          of(HOST_NAME_UNKNOWN, "UnknownHostException: " + HOST),
          of(HOST_NAME_UNKNOWN, "getaddrinfo (?:ENOTFOUND|EAI_AGAIN) " + HOST),
          of(HOST_NAME_UNKNOWN, "could not translate host name \"" + HOST + "\""),
          of(HOST_NAME_UNKNOWN, "unknown (?:mysql server )?host '" + HOST + "'"),
          of(HOST_NAME_UNKNOWN, "host not found in upstream \"" + HOST),
          of(HOST_NAME_UNKNOWN, "bad address '?" + HOST),
          of(HOST_NAME_UNKNOWN, "could not resolve host(?:name)?:? " + HOST),
          of(HOST_NAME_UNKNOWN, "failed to resolve '" + HOST + "'"),
          of(HOST_NAME_UNKNOWN, "can't resolve '" + HOST + "'"),
          of(HOST_NAME_UNKNOWN, "server can't find " + HOST + ": (?:NXDOMAIN|SERVFAIL)"),
          of(HOST_NAME_UNKNOWN, "error -[23] connecting to " + HOST + "\\."),
          of(
              HOST_NAME_UNKNOWN,
              "host='" + HOST + "'.*(?:name or service not known|name resolution)"),
          of(HOST_NAME_UNKNOWN, "name or service not known|temporary failure in name resolution"),
          of(
              HOST_NAME_UNKNOWN,
              "nodename nor servname provided|name does not resolve|no such host"),
          // ---- connections
          of(CONNECTION_REFUSED, "dial \\w+ (?<what>\\S+:\\d+): connect: connection refused"),
          of(CONNECTION_REFUSED, "ECONNREFUSED (?<what>\\S+:\\d+)"),
          of(CONNECTION_REFUSED, "connection to " + ADDRESS + " refused"),
          of(
              CONNECTION_REFUSED,
              "connection to server at \"(?<host>[^\"]+)\".*, port (?<port>\\d+) failed: connection refused"),
          of(
              CONNECTION_REFUSED,
              "is the server running on host \"(?<host>[^\"]+)\".*accepting.*port (?<port>\\d+)"),
          of(CONNECTION_REFUSED, "can't connect to (?:\\w+ )?server on '" + HOST + "'.*\\(111\\b"),
          of(
              CONNECTION_REFUSED,
              "connection refused - connect\\(2\\) for \"?(?<host>[\\w.-]+)\"? port (?<port>\\d+)"),
          of(CONNECTION_REFUSED, "host='(?<host>[^']+)', port=(?<port>\\d+).*connection refused"),
          of(
              CONNECTION_REFUSED,
              "failed to connect to (?<host>[\\w.-]+) (?:\\(\\S+\\) )?port (?<port>\\d+).*(?:connection refused|couldn't connect|could not connect)"),
          of(
              CONNECTION_REFUSED,
              "connection refused\\) while connecting to upstream.*upstream: \"\\w+://" + HOST),
          of(CONNECTION_REFUSED, "connection refused: (?:[\\w.-]+/)?" + ADDRESS),
          of(CONNECTION_REFUSED, ADDRESS + "[^\\n]{0,80}connection refused"),
          of(
              CONNECTION_REFUSED,
              "can't connect to remote host \\((?<what>[^)]+)\\): connection refused"),
          of(CONNECTION_REFUSED, "connection refused|ECONNREFUSED"),
          of(
              CONNECTION_TIMED_OUT,
              "dial \\w+ (?<what>\\S+:\\d+): (?:connect: |i/o )(?:timeout|connection timed out|no route to host|network is unreachable)"),
          of(CONNECTION_TIMED_OUT, "(?:ETIMEDOUT|EHOSTUNREACH|ENETUNREACH) (?<what>\\S+:\\d+)"),
          of(
              CONNECTION_TIMED_OUT,
              "connection to server at \"(?<host>[^\"]+)\".*, port (?<port>\\d+) failed: (?:connection timed out|timeout expired|no route to host)"),
          of(
              CONNECTION_TIMED_OUT,
              "can't connect to (?:\\w+ )?server on '" + HOST + "'.*\\(11[03]\\b"),
          of(CONNECTION_TIMED_OUT, "timed? ?out:? (?:[\\w.-]+/)?" + ADDRESS),
          of(CONNECTION_TIMED_OUT, "host='(?<host>[^']+)', port=(?<port>\\d+).*timed out"),
          of(
              CONNECTION_TIMED_OUT,
              "failed to connect to (?<host>[\\w.-]+) port (?<port>\\d+).*(?:timed? ?out|no route to host)"),
          of(
              CONNECTION_TIMED_OUT,
              "timed out\\) while connecting to upstream.*upstream: \"\\w+://" + HOST),
          of(
              CONNECTION_TIMED_OUT,
              "can't connect to remote host \\((?<what>[^)]+)\\): (?:connection timed out|no route to host|operation timed out|host is unreachable)"),
          of(
              CONNECTION_TIMED_OUT,
              ADDRESS + "[^\\n]{0,80}(?:i/o timeout|timed out|no route to host)"),
          of(
              CONNECTION_TIMED_OUT,
              "connect(?:ion)? timed out|connect timeout|ETIMEDOUT|no route to host|i/o timeout"),
          of(
              CONNECTION_TIMED_OUT,
              "connection is not available, request timed out|network is unreachable|download timed out"),
          // ---- files
          of(VOLUME_FULL, "[ \"'(]" + PATH + "['\"]?: .{0,40}no space left on device"),
          of(VOLUME_FULL, "no space left on device.*'(?<what>/[^']+)'"),
          of(VOLUME_FULL, "no space left on device|ENOSPC|disk quota exceeded|\\(28: No space"),
          of(READ_ONLY_WRITE, "[ \"'(]" + PATH + "['\")]?: read-only file ?system"),
          of(READ_ONLY_WRITE, "EROFS: read-only file system, \\w+ '(?<what>[^']+)'"),
          of(READ_ONLY_WRITE, "read-only file ?system:? (?:@ \\w+ - |['\"])(?<what>/[^'\"\\s]+)"),
          of(READ_ONLY_WRITE, "\"(?<what>/[^\"]+)\" failed \\(30: "),
          of(READ_ONLY_WRITE, "read-only file ?system|EROFS"),
          of(
              COMMAND_NOT_FOUND,
              "exec: \"(?<what>[^\"]+)\": (?:executable file not found|stat \\S+: no such file|no such file)"),
          of(
              COMMAND_NOT_FOUND,
              "^(?:/\\S*/)?(?:ba|da|a)?sh: (?:line )?(?:\\d+: )?(?<what>[^\\s:]+): (?:command )?not found"),
          of(COMMAND_NOT_FOUND, "^\\S+: line \\d+: (?<what>[^\\s:]+): (?:command )?not found"),
          of(COMMAND_NOT_FOUND, "env: (?:can't execute )?" + NAME + ": no such file or directory"),
          of(COMMAND_NOT_FOUND, "exec: (?<what>[^\\s:]+): not found"),
          of(COMMAND_NOT_FOUND, "executable file not found in \\$PATH"),
          of(ARGUMENT_WRONG, "flag provided but not defined: (?<what>-\\S+)"),
          of(ARGUMENT_WRONG, "unknown (?:shorthand )?flag: (?<what>.{1,60})"),
          of(
              ARGUMENT_WRONG,
              "unrecogni[sz]ed (?:command[- ]line )?(?:option|argument)s?:? " + NAME),
          of(
              ARGUMENT_WRONG,
              "(?:unknown|invalid|illegal|bad) (?:command[- ]line )?option:? (?:-- )?" + NAME),
          of(ARGUMENT_WRONG, "invalid (?:value|argument) \"[^\"]*\" for (?:flag )?(?<what>\\S+)"),
          of(ARGUMENT_WRONG, "required flag\\(s\\) (?<what>\"[^\"]+\"(?:, \"[^\"]+\")*) not set"),
          of(ARGUMENT_WRONG, "the following arguments are required: (?<what>.{1,60})"),
          of(
              ARGUMENT_WRONG,
              "unknown command \"?(?<what>[^\"\\s]+)\"? for|unrecogni[sz]ed VM option"),
          of(ARGUMENT_WRONG, "unknown variable '(?<what>[^'=]+)"),
          of(MODULE_MISSING, "no module named '?(?<what>[\\w.]+)"),
          of(MODULE_MISSING, "cannot find (?:module|package) '(?<what>[^']+)'"),
          of(MODULE_MISSING, "(?:ClassNotFoundException|NoClassDefFoundError): (?<what>[\\w./$]+)"),
          of(MODULE_MISSING, "could not find or load main class (?<what>\\S+)"),
          of(MODULE_MISSING, "cannot load such file -- (?<what>\\S+)"),
          of(
              MODULE_MISSING,
              "error loading shared librar(?:y|ies):? (?<what>[^\\s:]+)|error while loading shared libraries: (?<host>[^\\s:]+)"),
          of(MODULE_MISSING, "cannot import name '(?<what>\\w+)'"),
          of(SETTING_MISSING, "KeyError: '(?<what>[A-Z][A-Z0-9_]{2,})'"),
          of(SETTING_MISSING, "key not found: \"(?<what>[A-Z][A-Z0-9_]{2,})\""),
          of(SETTING_MISSING, "could not resolve placeholder '(?<what>[^']+)'"),
          of(
              SETTING_MISSING,
              "(?:environment variable|env var|env) "
                  + NAME
                  + " (?:is |was |must be |has )?(?:not set|not been set|required|missing|undefined|set|empty|not defined)"),
          of(
              SETTING_MISSING,
              "(?:missing|required|undefined) (?:required )?(?:environment variable|env var|setting|configuration|config)s?:? "
                  + NAME),
          of(
              SETTING_MISSING,
              "\\b(?<what>[A-Z][A-Z0-9]*_[A-Z0-9_]+)(?: environment variable)?:? (?:is |was |must be )?(?:not set|required|missing|unset|undefined|not defined|parameter not set)"),
          of(
              SETTING_MISSING,
              "superuser password is not specified|password option is not specified"),
          of(PERMISSION_DENIED, "EACCES: permission denied, \\w+ '(?<what>[^']+)'"),
          of(PERMISSION_DENIED, "permission denied:? (?:@ \\w+ - |['\"])(?<what>[^'\"\\s]+)"),
          of(PERMISSION_DENIED, "AccessDeniedException: (?<what>/\\S+)"),
          of(PERMISSION_DENIED, "bind\\(\\) to (?<what>\\S+) failed \\(13: "),
          of(PERMISSION_DENIED, "listen \\w+ (?<what>\\S*:\\d+): bind: permission denied"),
          of(PERMISSION_DENIED, "\"(?<what>/[^\"]+)\" failed \\(13: "),
          of(
              PERMISSION_DENIED,
              "[ \"'(:]"
                  + PATH
                  + "['\")]?: (?:cannot \\w+: )?(?:permission denied|operation not permitted)"),
          of(PERMISSION_DENIED, "/\\S* \\(permission denied\\)"),
          of(PERMISSION_DENIED, "permission denied|EACCES|EPERM|operation not permitted"),
          of(FILE_MISSING, "ENOENT: no such file or directory, \\w+ '(?<what>[^']+)'"),
          of(FILE_MISSING, "no such file or directory: [b]?['\"](?<what>[^'\"]+)"),
          of(FILE_MISSING, "no such file or directory @ \\w+ - (?<what>\\S+)"),
          of(FILE_MISSING, "FileNotFoundException: (?<what>\\S+)"),
          of(FILE_MISSING, "NoSuchFileException: (?<what>\\S+)"),
          of(FILE_MISSING, "\"(?<what>/[^\"]+)\" failed \\(2: "),
          of(
              FILE_MISSING,
              "(?:can't|cannot|could not|unable to) (?:open|access|read|find|stat)(?: \\w+){0,2} ['\"]?(?<what>/[^\\s'\":]+)['\"]?"),
          of(FILE_MISSING, "unable to access jarfile (?<what>\\S+)"),
          of(
              FILE_MISSING,
              "\\b(?:open|stat|lstat|read|chdir|readlink) (?<what>[^\\s:]+): no such file or directory"),
          of(FILE_MISSING, "[ \"'(:]" + PATH + "['\")]?: no such file or directory"),
          of(FILE_MISSING, "no such file or directory|ENOENT"),
          // ---- the program itself
          of(CONFIGURATION_INVALID, "unknown directive (?<what>\"[^\"]+\")"),
          of(CONFIGURATION_INVALID, "unrecogni[sz]ed configuration parameter (?<what>\"[^\"]+\")"),
          of(
              CONFIGURATION_INVALID,
              "FATAL CONFIG FILE ERROR|bad directive or wrong number of arguments"),
          of(
              CONFIGURATION_INVALID,
              "yaml: (?:line (?<what>\\d+)|unmarshal errors)|YAMLException|mapping values are not allowed"),
          of(
              CONFIGURATION_INVALID,
              "invalid character '.{1,4}' (?:looking for|after)|JSONDecodeError|in JSON at position"),
          of(
              CONFIGURATION_INVALID,
              "TOML parse error|nginx: \\[emerg\\]|configuration file \\S+ test failed"),
          of(
              CONFIGURATION_INVALID,
              "(?:error|failed|unable|cannot|could not) (?:to )?(?:parse|parsing|load|loading|read|reading|decode|decoding|unmarshal) (?:the )?config(?:uration)?"),
          of(
              HEAP_EXHAUSTED,
              "java\\.lang\\.OutOfMemoryError|JavaScript heap out of memory|^MemoryError"),
          of(
              HEAP_EXHAUSTED,
              "runtime: out of memory|cannot allocate memory|std::bad_alloc|Allowed memory size of \\d+ bytes exhausted"),
          of(UNCAUGHT_EXCEPTION, "^\\s*panic: (?<what>.{1,160})"),
          of(UNCAUGHT_EXCEPTION, "thread '[^']*' panicked at (?<what>.{1,120})"),
          of(UNCAUGHT_EXCEPTION, "exception in thread \"[^\"]*\" (?<what>.{1,160})"),
          of(
              UNCAUGHT_EXCEPTION,
              "^\\s*(?:caused by: )?(?<what>(?:[a-z]\\w*\\.)+[A-Z]\\w*(?:Exception|Error)\\b.{0,120})"),
          of(
              UNCAUGHT_EXCEPTION,
              "^\\s*(?:uncaught )?(?<what>[A-Z]\\w*(?:Error|Exception): .{1,140})"),
          of(
              UNCAUGHT_EXCEPTION,
              "uncaught (?:exception|error)|unhandled (?:exception|promise rejection)|UnhandledPromiseRejection"),
          of(
              UNCAUGHT_EXCEPTION,
              "terminate called after throwing|segmentation fault|fatal error: (?<what>.{1,120})"));

  private static final int MOST_KNOWN = 2000;

  /** What lines said that were asked about already: every rule asks about the same few. */
  private static final Map<String, Optional<Said>> KNOWN = new ConcurrentHashMap<>();

  private LogPatterns() {}

  private record LogPattern(LogCause cause, Pattern pattern) {}

  private static LogPattern of(LogCause cause, String regex) {
    return new LogPattern(cause, Pattern.compile(regex, Pattern.CASE_INSENSITIVE));
  }

  /** What a line says; {@code what} is empty where it names nothing. */
  record Said(LogCause cause, String what, String line) {}

  /** Null where the line says none of it. */
  static @Nullable Said of(String line) {
    if (KNOWN.size() > MOST_KNOWN) {
      KNOWN.clear();
    }
    return KNOWN.computeIfAbsent(line, each -> Optional.ofNullable(read(each))).orElse(null);
  }

  private static @Nullable Said read(String line) {
    String start = line.length() > LONGEST ? line.substring(0, LONGEST) : line;
    for (LogPattern each : ALL) {
      Matcher matcher = each.pattern().matcher(start);
      if (matcher.find()) {
        return new Said(each.cause(), what(matcher), line);
      }
    }
    return null;
  }

  /** The likeliest of several lines, the newest first: an uncaught exception names its cause. */
  static @Nullable Said of(List<String> lines) {
    List<Said> all = new ArrayList<>();
    for (String line : lines) {
      Said said = of(line);
      if (said != null) {
        all.add(said);
      }
    }
    for (Said said : all) {
      if (said.cause() != UNCAUGHT_EXCEPTION) {
        return said;
      }
    }
    return all.isEmpty() ? null : all.getFirst();
  }

  private static String what(Matcher matcher) {
    String what = group(matcher, "what");
    String host = group(matcher, "host");
    String port = group(matcher, "port");
    if (!what.isEmpty() || host.isEmpty()) {
      return what.strip();
    }
    return port.isEmpty() ? host : host + ":" + port;
  }

  private static String group(Matcher matcher, String name) {
    if (!matcher.namedGroups().containsKey(name)) {
      return "";
    }
    String value = matcher.group(name);
    return value == null ? "" : value;
  }
}
