import de.unihd.dbs.heideltime.standalone.DocumentType;
import de.unihd.dbs.heideltime.standalone.HeidelTimeStandalone;
import de.unihd.dbs.heideltime.standalone.OutputType;
import de.unihd.dbs.heideltime.standalone.POSTagger;
import de.unihd.dbs.uima.annotator.heideltime.resources.Language;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.SimpleDateFormat;

/**
 * Marks the times of the texts in a folder, `DATE NAME.txt` each, into `DATE NAME.tml`, in one start of Java. A text of the
 * date `undated` is read as a story, the others as news.
 */
class HeidelTime {
    public static void main(String[] args) throws Exception {
        var news = tagger(DocumentType.NEWS);
        var stories = tagger(DocumentType.NARRATIVES);
        var days = new SimpleDateFormat("yyyy-MM-dd");
        try (var files = Files.newDirectoryStream(Path.of(args[0]), "*.txt")) {
            for (Path file : files) {
                String name = file.getFileName().toString();
                String text = Files.readString(file);
                String marked = name.startsWith("undated ")
                        ? stories.process(text)
                        : news.process(text, days.parse(name.substring(0, 10)));
                Files.writeString(file.resolveSibling(name.replace(".txt", ".tml")), marked);
            }
        }
    }

    private static HeidelTimeStandalone tagger(DocumentType kind) {
        return new HeidelTimeStandalone(
                Language.ENGLISH, kind, OutputType.TIMEML, "config.props", POSTagger.TREETAGGER);
    }
}
