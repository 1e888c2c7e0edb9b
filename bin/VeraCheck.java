import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.PDFAParser;
import org.verapdf.pdfa.PDFAValidator;
import org.verapdf.pdfa.flavours.PDFAFlavour;
import org.verapdf.pdfa.results.TestAssertion;
import org.verapdf.pdfa.results.ValidationResult;

/**
 * VeraCheck FLAVOUR[,FLAVOUR] FILE…: veraPDF's verdict as one line of JSON per file and flavour.
 * Exit 0 when all comply, 1 when one does not, 2 when one can't be judged.
 */
public class VeraCheck {
    private static final int COMPLIES = 0, FAILS = 1, NO_VERDICT = 2;
    private static final int SHOWN = 20;

    public static void main(String[] arguments) {
        if (arguments.length < 2) {
            System.err.println("usage: verapdf FLAVOUR[,FLAVOUR] FILE...");
            System.exit(NO_VERDICT);
        }
        VeraGreenfieldFoundryProvider.initialise();
        int worst = COMPLIES;
        for (String name : arguments[0].split(",")) {
            PDFAFlavour flavour = PDFAFlavour.byFlavourId(name);
            if (flavour == PDFAFlavour.NO_FLAVOUR) {
                System.err.println("verapdf: unknown flavour " + name);
                System.exit(NO_VERDICT);
            }
            for (int i = 1; i < arguments.length; i++) worst = Math.max(worst, judge(arguments[i], name, flavour));
        }
        System.exit(worst);
    }

    private static int judge(String path, String name, PDFAFlavour flavour) {
        String begin = "{\"file\":" + quoted(path) + ",\"flavour\":" + quoted(name);
        try (InputStream file = new FileInputStream(path);
                PDFAParser parser = Foundries.defaultInstance().createParser(file, flavour);
                PDFAValidator validator = Foundries.defaultInstance().createValidator(flavour, false)) {
            ValidationResult result = validator.validate(parser);
            System.out.println(begin + ",\"compliant\":" + result.isCompliant() + ",\"checks\":"
                    + result.getTotalAssertions() + ",\"failed\":" + failures(result) + "}");
            return result.isCompliant() ? COMPLIES : FAILS;
        } catch (Exception error) {
            System.out.println(begin + ",\"error\":" + quoted(error.toString()) + "}");
            return NO_VERDICT;
        }
    }

    /** The first failure of each rule: which rule, what it asks, where in the file. */
    private static String failures(ValidationResult result) {
        Map<String, TestAssertion> first = new LinkedHashMap<>();
        for (TestAssertion assertion : result.getTestAssertions()) {
            if (assertion.getStatus() == TestAssertion.Status.FAILED)
                first.putIfAbsent(assertion.getRuleId().getClause() + "-" + assertion.getRuleId().getTestNumber(), assertion);
        }
        List<String> lines = new ArrayList<>();
        for (Map.Entry<String, TestAssertion> entry : first.entrySet()) {
            if (lines.size() == SHOWN) break;
            lines.add("{\"rule\":" + quoted(entry.getKey()) + ",\"message\":" + quoted(entry.getValue().getMessage())
                    + ",\"at\":" + quoted(entry.getValue().getLocation().getContext()) + "}");
        }
        return "[" + String.join(",", lines) + "]";
    }

    private static String quoted(String text) {
        if (text == null) return "null";
        StringBuilder out = new StringBuilder("\"");
        for (char c : text.toCharArray()) {
            if (c == '"' || c == '\\') out.append('\\').append(c);
            else if (c < ' ') out.append(String.format("\\u%04x", (int) c));
            else out.append(c);
        }
        return out.append('"').toString();
    }
}
