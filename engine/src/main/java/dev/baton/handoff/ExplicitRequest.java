package dev.baton.handoff;

import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Whether a text asks for a person of the team. Precision comes first: mentioning an agent, a human
 * or someone else is not asking for one, and neither is a question about how people are reached;
 * doubt means no. Every pattern is bounded in its repeats and runs over a bounded text, so hostile
 * input costs no more than a long one.
 *
 * <p>Works clause by clause: typing slips are mended ({@link TypingSlips}), then a clause that has
 * one of the asking forms is a request unless one of the reasons against it is there too.
 */
public final class ExplicitRequest {
  /** What may stand between the verb and the person. */
  private static final String BEFORE =
      upTo(
          4,
          "a|an|the|your|one of|any|some|other|another|different|senior|customer|support|service"
              + "|sales|bank|technical|live|real|actual|human|normal|proper|non robotic|nonrobotic"
              + "|living|breathing|competent|fucking|bloody|damn|goddamn|freaking|virtual|of|from"
              + "|care|in|at|more|direct|directly|available|team|einem|einen|einer|eine|echten"
              + "|echter|richtigen|ihrem|un|une|una|vrai|vraie|votre|de|con|avec");

  private static final String PERSON =
      "(?:humans?|person|people|operators?|representatives?|reps?|advis[oe]rs?|manager|supervisor"
          + "|employee|worker|specialist|executive|expert|staff|colleague|team member|agents?"
          + "|assistants?|mensch(?:en)?|mitarbeiter(?:in|n)?|berater(?:in)?|humaine?|personne"
          + "|conseill(?:er|ere)|operateur|operatrice|human[oa]|persona|operadora?|asesora?"
          + "|representante|agente)";

  private static final String SOMEONE =
      "(?:some ?(?:one|body|1)|any ?(?:one|body)|jemand(?:em|en)?|quelquun|alguien)";

  private static final String WHOM = BEFORE + "(?:" + PERSON + "|" + SOMEONE + ")";

  private static final String DEPARTMENT =
      "(?:(?:the|your|technical|customer) ){0,2}(?:billing|sales|support|accounts?|accounting"
          + "|finance|returns|refunds|complaints|customer (?:service|care|support)|helpdesk"
          + "|(?:\\w{1,20} ){0,2}(?:team|department|dept|desk)|kundendienst|kundenservice"
          + "|service client|atencion al cliente)";

  private static final String TALK =
      "(?:speak(?:ing)?|talk(?:ing)?|chat(?:ting)?|converse|sprechen|reden|parler|hablar|chatear"
          + "|discuter)";
  private static final String REACH =
      "(?:contact(?:ing)?|reach(?:ing)?|get hold of|joindre|contacter|contactar)";
  private static final String WITH = upTo(2, "to|with|2|w|a|directly|again|mit|avec|con");
  private static final String MOVE =
      "(?:connect|transfer|pass|put|direct|redirect|hand|forward|switch|route|patch|escalate|refer"
          + "|verbinden?|verbinde)";
  private static final String US = "(?:(?:me|us|this|to|sie|mich) ){1,3}";
  private static final String THROUGH = upTo(3, "through|over|on|back|straight|in|touch|up");

  /** After "I want a person": what shows that the thought ends with the person. */
  private static final String THOUGHT_ENDS =
      "(?= now| please| pls| plz| asap| instead| to (?:talk|speak|help|chat|call)| here| who| not"
          + "| for| right| immediately| urgently| on| about| from|$)";

  private static final List<Pattern> ASKING =
      patterns(
          TALK + " " + WITH + WHOM,
          TALK + " (?:to|with) " + DEPARTMENT,
          "(?:mit|zu) " + WHOM + " (?:zu )?" + TALK,
          REACH + " " + upTo(1, "to|with") + WHOM,
          MOVE + " " + US + THROUGH + upTo(2, "to|with|onto|mit") + WHOM,
          MOVE + " " + US + THROUGH + "(?:to|with) " + DEPARTMENT,
          "(?:mettez|passez) moi (?:en (?:relation|contact) )?(?:avec )?" + WHOM,
          "(?:pasame|paseme|comuniqueme|comunicame|conecteme|conectame|transfierame) (?:con )?"
              + WHOM,
          "verbinden? (?:sie )?mich (?:bitte )?mit " + BEFORE + "\\w{1,30}",
          "(?:get|give|bring|find|send) (?:me|us) (?:to )?"
              + BEFORE
              + "(?:"
              + PERSON
              + "|(?:someone|somebody) else)",
          "(?:get|have|send) "
              + SOMEONE
              + "(?: else)? (?:to (?:help|call|speak|talk)|on the|call me)",
          "can " + SOMEONE + " else (?:help|assist|take|handle|deal|look|please)",
          "can " + SOMEONE + " (?:please )?(?:call|phone|ring) (?:me|us)",
          "(?:want|need|prefer|require|request|demand|wanna have|like|brauche|will|mochte|veux"
              + "|voudrais|quiero|necesito|besoin d|besoin) "
              + upTo(1, "to have|to get|to see|bitte")
              + BEFORE
              + PERSON
              + THOUGHT_ENDS,
          "(?:ask(?:ing)? for|requesting) (?:a|an|the|your) " + BEFORE + PERSON + "$",
          "(?:any|a|some|real|live) "
              + PERSON
              + " (?:that |who )?(?:i|we) (?:can|could|may) (?:speak|talk|chat|contact)",
          SOMEONE
              + " (?:else )?(?:that |who )?(?:i|we) (?:can|could|may) (?:speak|talk|chat|contact)",
          "(?:is|are) there (?:any |a |an )?(?:real |live |actual |human ){0,2}"
              + PERSON
              + "(?: here| available| around| there)?$",
          "^"
              + upTo(
                  5,
                  "please|just|a|an|i|to|hello|hi|hey|ok|okay|no|yes|real|live|actual|human|chat"
                      + "|with|another|want|contact|speak|talk|now|bitte|einen|un|una")
              + "(?:human(?: being| agent)?|operator|representative|agent|person|supervisor"
              + "|mitarbeiter|mensch|humano|humain|conseiller|agente humano)"
              + "(?: please| pls| plz| now| asap| here| only| bitte| svp| por favor| sil vous plait)?$");

  /** Not wanting the machine is wanting a person. */
  private static final List<Pattern> TIRED_OF_MACHINES =
      patterns(
          "(?:dont|not|stop|tired of|sick of|hate|never)(?: \\w{1,12}){0,3} "
              + TALK
              + " (?:to|with) (?:a |an |this |another |some |stupid ){0,2}"
              + "(?:bots?|machines?|robots?|computers?|ai|chatbots?|you)(?! about)",
          "(?:dont|not) feel comfortable(?: \\w{1,12}){0,6} (?:with|to) (?:a |an |this )?"
              + "(?:bot|machine|robot|computer|ai|chatbot)");

  private static final List<Pattern> NOT_ASKING =
      patterns(
          // What one has to do is a question for the sources.
          "^(?:so |and |but |hi |hello )?(?:do|does|did|should|must|would|(?:why|when) (?:do|must"
              + "|should|can)) (?:i|we)",
          "^is it (?:necessary|required|mandatory)",
          // Not wanting a person.
          "(?:dont|do not|not|never|no need to|without|instead of|no longer) "
              + upTo(4, "really|want|need|have|wish|like|ask|to|you")
              + "(?:"
              + TALK
              + "|"
              + REACH
              + "|"
              + MOVE
              + "|get|give|a|an|any)",
          // Somebody else is the one who talks, or is talked about.
          "(?:customers?|users?|visitors?|clients?|guests?|patients?|students?|members|he|she|they"
              + "|wife|husband|friend|mother|father|brother|sister|son|daughter|boss|agents"
              + "|operators|the ai|the bot|(?:does|will|can|would|did) it|said|says|told|widget"
              + "|(?:if|when) (?:i|someone|somebody)) (?:\\w{1,15} ){0,4}(?:"
              + TALK
              + "|"
              + REACH
              + "|"
              + MOVE
              + "|ask(?:s|ing)? for|need|want|request|get|give)",
          // Already talking, or asking what the other side is.
          "(?:was|were|am i|am|are we|been|are you|are u|keep|started) (?:just |still |now )?"
              + "(?:speaking|talking|chatting)",
          "(?:is this|am i|are you|are u|r u|you are|youre|is it|u r) (?:actually |really )?"
              + "(?:a |an |the )?(?:real |live |actual |human ){0,2}(?:person|human|bot|agent"
              + "|operator)",
          "(?:meeting|appointment|slot|book|schedule|scheduled)");

  private ExplicitRequest() {}

  /** True when the text asks for a person. */
  public static boolean isIn(String text) {
    return ClauseWords.of(text).stream().anyMatch(ExplicitRequest::asks);
  }

  private static boolean asks(List<String> clause) {
    String line = String.join(" ", clause.stream().map(TypingSlips::mended).toList());
    return found(TIRED_OF_MACHINES, line) || (found(ASKING, line) && !found(NOT_ASKING, line));
  }

  private static boolean found(List<Pattern> patterns, String line) {
    return patterns.stream().anyMatch(pattern -> pattern.matcher(line).find());
  }

  private static String upTo(int most, String words) {
    return "(?:(?:" + words + ") ){0," + most + "}";
  }

  private static List<Pattern> patterns(String... forms) {
    return Arrays.stream(forms).map(form -> Pattern.compile("\\b(?:" + form + ")\\b")).toList();
  }
}
