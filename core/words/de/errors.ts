/** For each error code, in German: what happened, what was kept, what to do. Values in braces come from the details. */
import type { ErrorCode, Reason } from '../../errors.ts'

export const errorAdvice = {
  'path-missing': 'Unter {path} gibt es nichts. Prüfen Sie den Namen oder schließen Sie das Laufwerk an, und versuchen Sie es noch einmal.',
  'path-unwritable': '{path} lässt sich nicht schreiben oder ist schon vorhanden. Wählen Sie einen anderen Namen oder Ordner.',
  'path-unreadable': 'Alcove darf {path} nicht lesen. Geben Sie Ihrem Benutzer das Leserecht und versuchen Sie es noch einmal.',
  'path-in-data-folder': '{path} gehört zu Alcoves eigenen Daten. Wählen Sie einen Ordner mit Ihren Dokumenten.',
  'source-unknown': 'Das ist keine Ihrer Quellen. Wählen Sie eine aus der Liste der Quellen.',
  'source-offline': 'Die Quelle ist jetzt nicht erreichbar. Schließen Sie das Laufwerk an oder verbinden Sie es neu; was indexiert ist, bleibt erhalten.',
  'pick-unknown': 'Diese Auswahl ist abgelaufen. Wählen Sie den Ordner noch einmal oder ziehen Sie ihn noch einmal herein.',
  'file-unreadable': 'Die Datei darf nicht gelesen werden. Geben Sie Ihrem Benutzer das Leserecht und versuchen Sie es noch einmal.',
  'file-gone': 'Die Datei ist nicht mehr da. Wenn Sie sie verschoben haben, fügen Sie den neuen Ort hinzu; das Zitat bleibt erhalten.',
  'file-changing': 'Die Datei hat sich geändert, während sie gelesen wurde. Sie wird bei der nächsten Prüfung wieder gelesen.',
  'file-changed': 'Die Datei hat sich geändert, seit sie gelesen wurde. Prüfen Sie die Quelle jetzt, um sie neu zu lesen; das Zitat bleibt erhalten.',
  'file-broken': 'Die Datei ist beschädigt oder abgeschnitten. Öffnen Sie sie in ihrem Programm, speichern Sie sie neu und versuchen Sie es noch einmal.',
  'file-encrypted':
    'Die Datei ist verschlüsselt. Entsperren Sie sie mit ihrem Passwort, oder speichern Sie eine Kopie ohne Passwort und fügen Sie diese hinzu.',
  'password-wrong': 'Das Passwort öffnet diese Datei nicht. Versuchen Sie ein anderes, oder speichern Sie eine Kopie ohne Passwort und fügen Sie diese hinzu.',
  'encryption-unsupported':
    'Die Datei ist auf eine Weise verschlüsselt, die Alcove nicht öffnen kann. Speichern Sie eine Kopie ohne Passwort und fügen Sie diese hinzu.',
  'page-missing': 'Diese Seite gibt es im Dokument nicht.',
  'parser-crashed':
    'Das Lesen dieser Datei ist unerwartet abgebrochen. Nur diese Datei ist betroffen; versuchen Sie es noch einmal oder speichern Sie sie neu.',
  'parser-timeout': 'Das Lesen dieser Datei dauerte zu lange und wurde beendet. Teilen Sie sie oder speichern Sie sie neu, und versuchen Sie es noch einmal.',
  'parser-memory':
    'Das Lesen dieser Datei brauchte zu viel Speicher und wurde beendet. Teilen Sie sie oder speichern Sie sie neu, und versuchen Sie es noch einmal.',
  'parser-output': 'Entpackt enthält diese Datei mehr Text, als Alcove annimmt. Teilen Sie sie und fügen Sie die Teile hinzu.',
  'text-too-long': 'Ein Text ist länger, als das Einbettungsmodell lesen kann. Das ist ein Fehler von Alcove; nichts wurde abgeschnitten.',
  'model-stopped': 'Das Einbettungsmodell ist stehen geblieben. Versuchen Sie es noch einmal; es startet von selbst neu.',
  'model-broken': 'Die Dateien des Einbettungsmodells sind beschädigt oder fehlen. Installieren Sie Alcove neu; Ihr Index bleibt erhalten.',
  'data-folder-busy': 'Ein anderes Alcove verwendet den Datenordner {path}. Schließen Sie es, oder verwenden Sie dieses andere.',
  'data-folder-unusable':
    'Der Datenordner {path} ist nicht verwendbar. Prüfen Sie, ob er beschreibbar ist, auf einem lokalen Laufwerk liegt und nicht beschädigt ist, oder wählen Sie mit --data einen anderen. Ihre Dokumente sind nicht darin.',
  'data-folder-newer': 'Der Datenordner {path} wurde von einem neueren Alcove geschrieben. Aktualisieren Sie Alcove; nichts wurde geändert.',
  'index-broken': 'Der Suchindex ist beschädigt. Er wird aus dem Gespeicherten neu gebaut; nichts geht verloren.',
  'disk-full': 'Der Datenträger ist voll. Schaffen Sie Platz und versuchen Sie es noch einmal; was indexiert ist, bleibt erhalten.',
  'setting-invalid': '{name} lässt sich nicht so einstellen. Wählen Sie {allowed}.',
  'port-in-use': 'Port {port} ist belegt. Wählen Sie mit --port einen anderen, oder lassen Sie die Angabe weg, dann wählt Alcove.',
  'door-refused': 'Das lässt sich aus einem Fenster nicht veranlassen. Verwenden Sie die Befehlszeile.',
  'engine-gone': 'Der Kern ist stehen geblieben. Er startet von selbst neu; wiederholen Sie, was Sie zuletzt getan haben.',
  'engine-other-version':
    'Alcove {running} verwendet den Datenordner {path}, und dies ist Alcove {own}. Schließen Sie das andere und versuchen Sie es dann noch einmal.',
  'upload-too-large':
    'Die Datei ist größer als die Grenze von {limit} MB. Erhöhen Sie die Grenze in den Einstellungen, oder fügen Sie den Ordner über seinen Pfad hinzu.',
  usage: 'Der Befehl wurde nicht verstanden. Mit --help sehen Sie, wie er verwendet wird.',
  'network-refused': 'Alcove verbindet sich nur mit Ollama auf diesem Computer und mit den Servern, die Sie eingetragen haben; {host} wurde abgelehnt.',
  'network-locked': 'Verbindungen sind gesperrt. Entsperren Sie sie in den Einstellungen, um ein Chatmodell zu verwenden; Zitate gehen auch ohne.',
  'ollama-absent': 'Ollama wurde unter {address} nicht gefunden. Starten Sie es oder installieren Sie es von ollama.com; bis dahin sind Antworten Zitate.',
  'ollama-hung': 'Ollama unter {address} antwortet nicht. Starten Sie es neu; bis dahin sind Antworten Zitate.',
  'ollama-rubbish':
    'Was unter {address} antwortet, verhält sich nicht wie Ollama. Prüfen Sie die Adresse in den Einstellungen; bis dahin sind Antworten Zitate.',
  'ollama-too-old': 'Ollama {version} ist zu alt. Aktualisieren Sie auf {needed} oder neuer; bis dahin sind Antworten Zitate.',
  'ollama-busy': 'Ollama ist mit anderen Fragen beschäftigt. Warten Sie einen Augenblick und fragen Sie noch einmal.',
  'ollama-failed': 'Ollama konnte nicht antworten: {reason}. Fragen Sie noch einmal oder wählen Sie ein anderes Modell.',
  'model-missing': 'Es gibt kein Modell namens {model}. Wählen Sie eines aus der Liste, oder laden Sie es zuerst unter Modelle herunter.',
  'model-remote': '{model} läuft auf einem anderen Computer. Alcove gibt Ihre Dokumente niemals heraus; wählen Sie ein lokales Modell.',
  'model-cut': 'Die Antwort ist vor ihrem Ende abgebrochen. Was angekommen ist, wird gezeigt; fragen Sie noch einmal.',
  'context-too-small': 'Das Modell {model} fasst die Frage und eine Passage nicht. Wählen Sie ein Modell mit größerem Kontext.',
  'model-blind': '{model} kann keine Bilder sehen. Entfernen Sie das Bild, oder wählen Sie ein Modell, das Bilder sieht.',
  'model-fixed': '{model} wird von einem anderen Programm verwaltet, das Alcove dies nicht erlaubt. Erledigen Sie es dort.',
  'pull-cut': 'Das Herunterladen von {model} ist abgebrochen. Laden Sie es noch einmal herunter; was angekommen ist, bleibt erhalten.',
  'pull-failed': 'Das Herunterladen von {model} ist abgebrochen: {reason}. Laden Sie es noch einmal herunter; was angekommen ist, bleibt erhalten.',
  'engine-missing': 'Dieses Alcove kann Modelldateien nicht selbst ausführen. Verwenden Sie Ollama oder einen Server.',
  'gguf-broken': '{path} ist keine ganze GGUF-Datei. Laden Sie sie noch einmal herunter; vielleicht ist das Herunterladen abgebrochen.',
  'gguf-split': '{path} ist einer von mehreren Teilen eines Modells. Wählen Sie ein Modell, das eine einzige Datei ist.',
  'gguf-not-chat': 'Das Modell in {path} ist nicht zum Chatten gemacht. Wählen Sie eine andere Datei.',
  'gguf-adapter': '{path} ist ein Adapter. Fügen Sie ihn zu dem Modell hinzu, auf dem er trainiert wurde.',
  'gguf-no-adapter': '{path} ist ein ganzes Modell, kein Adapter. Fügen Sie es als Modell hinzu.',
  'gguf-unsupported': '{path} ist von einer Art, die dieses Alcove noch nicht ausführen kann. Wählen Sie eine andere Datei, oder aktualisieren Sie Alcove.',
  'adapter-mismatch': 'Der Adapter {adapter} passt nicht zu {base}: {reason}. Fügen Sie ihn zu dem Modell hinzu, auf dem er trainiert wurde.',
  'safetensors-broken': '{path} ist keine ganze safetensors-Datei. Laden oder kopieren Sie sie noch einmal; vielleicht ist das Herunterladen abgebrochen.',
  'adapter-broken': '{path} ist kein brauchbarer Adapter: {reason}. Wählen Sie den Ordner, den das Training geschrieben hat, mit allen Dateien.',
  'adapter-unsupported':
    'Der Adapter in {path} enthält {found}; damit kann Alcove nicht umgehen. Trainieren Sie ihn als einfaches LoRA der Attention- und Feed-Forward-Schichten.',
  'merge-unsupported':
    'Mit {model} lässt sich kein Adapter verbinden: Sein Tensor {tensor} ist als {type} gespeichert. Verwenden Sie den Adapter direkt, oder eine andere Datei des Modells.',
  'merge-stopped':
    'Der Prozess, der Adapter vorbereitet und mit ihrem Basismodell verbindet, hat geendet. Nichts Halbfertiges blieb zurück; versuchen Sie es noch einmal.',
  'model-process-stopped':
    'Der Prozess, in dem {model} lief, ist beendet. Fragen Sie noch einmal; er startet von selbst. Ein kleineres Modell läuft auf diesem Computer vielleicht besser.',
  'model-memory': '{model} braucht mehr Speicher, als frei ist. Schließen Sie andere Programme, oder wählen Sie ein kleineres Modell.',
  'server-absent': 'Unter {address} wurde kein Server gefunden. Starten Sie ihn; bis dahin sind Antworten Zitate.',
  'server-hung': 'Der Server unter {address} antwortet nicht. Starten Sie ihn neu; bis dahin sind Antworten Zitate.',
  'server-rubbish':
    'Was unter {address} antwortet, verhält sich nicht wie ein Server für Chatmodelle. Prüfen Sie die Adresse; bis dahin sind Antworten Zitate.',
  'server-key': 'Der Server unter {address} verlangt einen Schlüssel oder einen anderen als diesen. Tragen Sie ihn unter Modelle ein.',
  'server-busy': 'Der Server ist mit anderen Fragen beschäftigt. Warten Sie einen Augenblick und fragen Sie noch einmal.',
  'server-elsewhere':
    '{address} ist nicht auf diesem Computer: Fragen und Passagen, die dorthin gesendet werden, verlassen ihn. Tragen Sie die Adresse nur ein, wenn Sie das wollen, und bestätigen Sie es.',
  'server-failed': 'Der Server konnte nicht antworten: {reason}. Fragen Sie noch einmal oder wählen Sie ein anderes Modell.',
  'conversation-unknown': 'Diese Unterhaltung gibt es nicht. Vielleicht wurde sie in einem anderen Fenster gelöscht.',
  'message-unknown': 'Diese Nachricht gibt es in der Unterhaltung nicht. Öffnen Sie die Unterhaltung neu.',
  'continue-impossible':
    'Diese Antwort lässt sich nicht fortsetzen: Sie ist vollständig, oder ihre Passagen haben sich geändert. Lassen Sie stattdessen neu antworten.',
  'import-invalid': 'Das ist keine Unterhaltung, die Alcove exportiert hat: {reason}. Wählen Sie eine JSON-Datei von Alcove.',
  'data-set-unknown': 'Diesen Datensatz gibt es nicht. Vielleicht wurde er in einem anderen Fenster gelöscht.',
  'version-unknown': 'Der Datensatz hat keine solche Version. Sehen Sie seine Versionen an und wählen Sie eine davon.',
  'example-unknown': 'Dieses Beispiel gibt es nicht. Vielleicht wurde es in einem anderen Fenster gelöscht.',
  'data-set-file-large': 'Die Datei ist größer als {limit} MB, mehr als auf einmal aufgenommen wird. Teilen Sie sie und importieren Sie die Teile.',
  'data-set-exists': 'Es gibt schon einen Datensatz namens {name}. Wählen Sie einen anderen Namen; nichts wurde geändert.',
  'data-set-small':
    'Es gibt {examples|# angenommenes Beispiel|# angenommene Beispiele} aus {documents|# Dokument|# Dokumenten}, zu wenige: Jeder Teil braucht eigene Dokumente und ein Training 30 Beispiele. Nehmen Sie mehr an oder fügen Sie Dokumente hinzu und lassen Sie neue entwerfen.',
  'leak-found':
    '{count} der Beispiele, an denen gemessen wird, kamen im Training vor, etwa „{input}“. Frieren Sie eine neue Version des Datensatzes ein, trainieren Sie damit und vergleichen Sie erneut.',
  'training-unknown': 'Dieses Training gibt es nicht. Vielleicht wurde es in einem anderen Fenster gelöscht.',
  'trainer-missing': 'Das Trainingsprogramm ist nicht installiert. Installieren Sie es unter „Anpassen“ oder mit alcove tune install.',
  'trainer-unfit':
    'Das Training braucht Python 3.10 bis 3.13, und keines wurde gefunden. Installieren Sie eines von python.org oder aus den Paketen Ihres Systems; alles außer dem Training geht auch ohne.',
  'trainer-stopped': 'Das Training brach unerwartet ab. Was bis zum letzten Zwischenstand trainiert wurde, ist erhalten; setzen Sie es fort.',
  'trainer-memory':
    'Dem Training ging der Arbeitsspeicher aus. Wählen Sie ein kleineres Basismodell, kürzere Beispiele oder einen niedrigeren Rang, schließen Sie andere Programme und setzen Sie es fort.',
  'trainer-platform': 'Auf dieser Art von Computer kann nicht trainiert werden: Es gibt keine Pakete dafür. Alles andere funktioniert.',
  'trainer-install-failed':
    'Das Trainingsprogramm konnte nicht installiert werden: {reason}. Versuchen Sie es erneut; was angekommen ist, wird nicht noch einmal geladen.',
  'base-untrainable':
    '{base} kann nicht trainiert werden: {reason}. Wählen Sie ein anderes Basismodell; die meisten Modelle von Llama, Mistral, Qwen, Gemma und Phi gehen.',
  'template-unfit': 'Das Training sähe andere Token als das Modell, wenn es antwortet: {reason}. Wählen Sie ein anderes Basismodell.',
  'rows-too-long': 'Alle {count} Beispiele sind länger als {most} Token. Lassen Sie längere Beispiele zu oder machen Sie kürzere.',
  'adapter-unknown': 'Diesen Adapter gibt es nicht. Vielleicht wurde er in einem anderen Fenster entfernt.',
  'adapter-unchecked':
    'Der Adapter hat seine Prüfung nicht bestanden. Prüfen Sie ihn unter „Anpassen“ oder mit alcove tune check; das Basismodell antwortet weiterhin.',
  'experiment-context':
    'Die längste Anfrage dieses Experiments braucht etwa {needed} Token Kontext, und {model} bekommt {context}. Lassen Sie dieses Modell weg, wählen Sie eines mit größerem Kontext, oder stellen Sie für das Experiment einen größeren Kontext ein.',
  'experiment-unknown': 'Dieses Experiment gibt es nicht. Vielleicht wurde es gelöscht, oder es wurde noch keines begonnen.',
  'model-exists': 'In Ollama gibt es bereits ein Modell namens {model}. Wählen Sie einen anderen Namen; nichts wurde geändert.',
  'model-name-invalid': '{model} kann kein Modell heißen. Verwenden Sie Buchstaben, Ziffern, Punkte, Binde- und Unterstriche, vor einem Tag einen Doppelpunkt.',
  'base-unusable':
    'Ollama verwahrt {model} in einer Form, mit der sich kein Adapter verbinden lässt. Wählen Sie ein Basismodell aus einer einzigen GGUF-Datei.',
  'base-file-denied':
    'Alcove darf die Datei {path} von Ollama nicht lesen. Geben Sie Ihrem Benutzer das Recht dazu, oder fügen Sie die GGUF-Datei des Modells unter Modelle hinzu.',
  'base-file-elsewhere':
    'Ollama nennt {path} als Ort des Modells, und auf diesem Computer gibt es keine solche Datei. Fügen Sie die GGUF-Datei des Modells unter Modelle hinzu.',
  'adapter-refused':
    'Ollama {version} nimmt keine Adapter an. Verbinden Sie den Adapter mit seinem Basismodell zu einem eigenen Modell, oder verwenden Sie ihn in Alcove.',
  'create-failed': 'Ollama konnte {model} nicht anlegen: {reason}. Der Name ist weiterhin frei; versuchen Sie es noch einmal.',
  'create-cut': 'Das Anlegen von {model} in Ollama ist abgebrochen. Der Name ist weiterhin frei; versuchen Sie es noch einmal.',
  'created-broken': 'Ollama hat {model} angelegt und konnte es nicht laden: {reason}. Es wurde wieder entfernt; Basismodell und Adapter bleiben erhalten.',
  'created-unlike':
    'Das Modell, das Ollama für {model} angelegt hat, antwortet nicht, wie der Adapter es hier tut. Es wurde wieder entfernt; verwenden Sie den Adapter in Alcove.',
  'disk-short':
    'Auf dem Datenträger von Ollama sind {free} GB frei, gebraucht werden {needed} GB. Schaffen Sie Platz und versuchen Sie es noch einmal; nichts wurde geändert.',
  'set-invalid': 'Die Prüfsammlung entspricht nicht den Erwartungen: {reason}.',
  'input-invalid': 'Das wurde nicht verstanden: {reason}.',
  stopped: 'Angehalten. Was getan wurde, bleibt erhalten.',
  unexpected: 'In Alcove ist etwas schiefgegangen. Nichts ging verloren; versuchen Sie es noch einmal. Mehr steht im Protokoll.',
} as const satisfies Record<ErrorCode, string>

/** What exactly is wrong; stands in the place of `{reason}` above. */
export const reasonWords = {
  unexpected: 'nicht wie erwartet',
  field: '„{field}“ ist nicht wie erwartet',
  'not-json': 'die Datei ist kein JSON',
  'too-large': 'die Datei ist größer als {limit} MB',
  'no-format': 'die Datei nennt ihr Format nicht',
  'newer-alcove': 'ein neueres Alcove hat sie geschrieben',
  'no-conversation': 'ihre Nachrichten ergeben keine Unterhaltung',
  'no-upload': 'diesen Upload gibt es nicht',
  'no-file-path': 'das ist kein Dateipfad',
  'too-many-folders': 'die Datei liegt in zu tief verschachtelten Ordnern',
  'out-of-order': 'die Teile der Datei kamen in falscher Reihenfolge an',
  'pictures-too-large': 'die Bilder sind zusammen größer als {limit} MB',
  'picture-type': 'ein Bild ist weder PNG noch JPEG noch WebP',
  scale: 'die Stärke muss zwischen 0 und {most} liegen',
  'no-file': 'keine Datei ist gewählt',
  'number-of-files': 'wählen Sie {fewest} bis {most} Dateien',
  missing: '{name} fehlt',
  neither: 'weder {first} noch {second} ist da',
  'arm-twice': '{model} steht zweimal in derselben Variante',
  'arm-adapter': '{model} ist ein Adapter; seine Varianten sind feinabgestimmt und hybrid',
  line: '{name}, Zeile {line}',
  'no-judgment': 'keine Frage hat eine Bewertung',
  'no-page': 'keine Frage nennt eine Datei und ihre Seiten',
  'other-base': 'er wurde auf einem anderen Modell trainiert',
  'other-architecture': 'er ist für {found}, das Modell ist {wanted}',
  'unknown-tensor': 'das Modell hat kein {tensor}',
  'tensor-shape': '{tensor} hat eine andere Größe',
  'half-missing': 'von {tensor} fehlt die Hälfte',
  'no-adapter-config': 'adapter_config.json fehlt oder ist nicht lesbar',
  'not-numbers': '{tensor} enthält etwas, das keine Zahl ist',
  'no-tensors': 'nichts darin ändert das Modell',
} as const satisfies Record<Reason, string>
