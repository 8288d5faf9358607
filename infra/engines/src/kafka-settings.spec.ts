import { readFileSync } from 'node:fs';
import { packageFile } from './home';
import { javaMajor, KAFKA_VERSION } from './kafka-jars';
import { brokerProperties, propertyValue } from './kafka-settings';
import { joinMissing, MissingProgramsError } from './messages';
import { MONGODB_VERSION } from './mongod';
import { SECANTUSDB_VERSION } from './secantusdb';

describe('broker settings', () => {
  it('escapes what a properties file cannot hold', () => {
    expect(propertyValue('/nhà/Thông Suốt\\x')).toBe('/nh\\u00e0/Th\\u00f4ng Su\\u1ed1t\\\\x');
  });

  it('makes no topic by itself and keeps the default message limit', () => {
    const text = brokerProperties({ dataDir: '/d', port: 21_001, controllerPort: 21_002 });
    expect(text).toContain('auto.create.topics.enable=false\n');
    expect(text).toContain('listeners=PLAINTEXT://127.0.0.1:21001,CONTROLLER://127.0.0.1:21002\n');
    expect(text).not.toContain('message.max.bytes');
  });
});

describe('versions', () => {
  const compose = readFileSync(packageFile('..', 'compose', 'compose.yaml'), 'utf8');

  it('are the same in the code, the fetched packages and Compose', () => {
    expect(readFileSync(packageFile('maven', 'kafka', 'pom.xml'), 'utf8')).toContain(`<version>${KAFKA_VERSION}</version>`);
    expect(compose).toContain(`image: apache/kafka:${KAFKA_VERSION}\n`);
    expect(compose).toContain(`image: mongo:${MONGODB_VERSION}\n`);
    expect(readFileSync(packageFile('python', 'requirements.txt'), 'utf8')).toContain(`secantusdb==${SECANTUSDB_VERSION} `);
  });

  it('of Java are read in the old and the new style', () => {
    expect(javaMajor('openjdk version "17.0.15" 2025-04-15')).toBe(17);
    expect(javaMajor('java version "1.8.0_402"')).toBe(8);
    expect(javaMajor('java: command not found')).toBeUndefined();
  });
});

describe('the message for missing programs', () => {
  it('names what to install, Vietnamese first', () => {
    const { message } = new MissingProgramsError(['Kafka'], ['Java 17', 'Maven']);
    expect(message).toMatch(/^Không khởi động được Kafka.*apt-get install openjdk-17-jre-headless maven.* \/ Cannot start Kafka/);
  });

  it('is one for both engines, and never hides another failure', () => {
    const reasons = [new MissingProgramsError(['Kafka'], ['Maven']), new MissingProgramsError(['MongoDB'], ['Python 3.10–3.13'])];
    expect(joinMissing(reasons)?.message).toContain('apt-get install maven python3-venv');
    expect(joinMissing([...reasons, new Error('disk full')])).toBeUndefined();
    expect(joinMissing([])).toBeUndefined();
  });
});
