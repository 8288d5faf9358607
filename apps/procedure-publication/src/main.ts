import { runService } from '@thongsuot/service-kit';
import { definition } from './service';

runService(definition);
