package io.kdiag.cli.rules;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Why the API server refuses a pod, from its words.
 *
 * <pre>
 * pods "q-56d7" is forbidden: exceeded quota: team, requested: requests.cpu=500m, used: requests.cpu=0, limited: requests.cpu=200m
 * pods "q-85cd" is forbidden: maximum memory usage per Container is 64Mi, but limit is 128Mi
 * admission webhook "v.policy.test" denied the request: no root
 * Internal error occurred: failed calling webhook "v.policy.test": Post "https://...": connection refused
 * </pre>
 */
final class AdmissionRefusal {
  private static final Pattern QUOTA =
      Pattern.compile("exceeded quota: ([^,]+), requested: (.+?), used: (.+?), limited: (.+)");
  private static final Pattern UNSAID = Pattern.compile("failed quota: ([^:]+): must specify (.+)");
  private static final Pattern RANGE =
      Pattern.compile("((?:maximum|minimum) .+? usage per .+|.+ max limit to request ratio .+)");
  private static final Pattern DENIED =
      Pattern.compile("admission webhook \"([^\"]+)\" denied the request:? ?(.*)", Pattern.DOTALL);
  private static final Pattern DOWN =
      Pattern.compile("failed calling webhook \"([^\"]+)\": (.*)", Pattern.DOTALL);
  private static final Pattern ACCOUNT = Pattern.compile("serviceaccount \"([^\"]+)\" not found");
  private static final Pattern PRIORITY =
      Pattern.compile("no PriorityClass with name (\\S+) was found");
  private static final Pattern RUNTIME = Pattern.compile("RuntimeClass \"([^\"]+)\" not found");
  private static final Pattern SECURITY =
      Pattern.compile("violates PodSecurity \"([^\"]+)\": (.*)");
  private static final Pattern FORBIDDEN = Pattern.compile("is forbidden: (.*)", Pattern.DOTALL);

  private AdmissionRefusal() {}

  static String meaning(String said) {
    Matcher quota = QUOTA.matcher(said);
    if (quota.find()) {
      return "quota "
          + quota.group(1)
          + " is spent: wanted "
          + quota.group(2)
          + ", used "
          + quota.group(3)
          + ", allowed "
          + quota.group(4);
    }
    Matcher unsaid = UNSAID.matcher(said);
    if (unsaid.find()) {
      return "quota "
          + unsaid.group(1)
          + " asks for "
          + unsaid.group(2)
          + ", which their containers do not state";
    }
    Matcher account = ACCOUNT.matcher(said);
    if (account.find()) {
      return "the service account " + account.group(1) + " does not exist";
    }
    Matcher priority = PRIORITY.matcher(said);
    if (priority.find()) {
      return "the priority class " + priority.group(1) + " does not exist";
    }
    Matcher runtime = RUNTIME.matcher(said);
    if (runtime.find()) {
      return "the runtime class " + runtime.group(1) + " does not exist";
    }
    Matcher down = DOWN.matcher(said);
    if (down.find()) {
      return "the admission webhook "
          + down.group(1)
          + " cannot be asked: "
          + down.group(2).strip();
    }
    Matcher denied = DENIED.matcher(said);
    if (denied.find()) {
      return "the admission webhook " + denied.group(1) + " forbids it: " + denied.group(2).strip();
    }
    Matcher security = SECURITY.matcher(said);
    if (security.find()) {
      return "the namespace's pod security level "
          + security.group(1)
          + " forbids it: "
          + security.group(2).strip();
    }
    if (said.contains("unable to validate against any pod security policy")) {
      return "no pod security policy allows it: " + after(said);
    }
    Matcher range = RANGE.matcher(after(said));
    return range.find() ? "a limit range forbids it: " + range.group(1) : after(said);
  }

  private static String after(String said) {
    Matcher forbidden = FORBIDDEN.matcher(said);
    return forbidden.find() ? forbidden.group(1).strip() : said.strip();
  }
}
