/** A procedure as the generator knows it. Terms, fees and frequencies are demonstration data, not legal advice. */
export interface Procedure {
  readonly code: string;
  readonly name: string;
  /** Lĩnh vực as the provinces' systems write it. */
  readonly field: string;
  /** Working days promised; 0 = the same day. */
  readonly days: number;
  /** Fee in VND; 0 = none. */
  readonly fee: number;
  /** How often it comes up beside the others of its list. */
  readonly weight: number;
  /** How readily people hand it in online, beside the unit's own share; 1 = as the unit. */
  readonly online: number;
}

const procedure = (
  code: string,
  name: string,
  field: string,
  days: number,
  fee: number,
  weight: number,
  online = 1,
): Procedure => ({ code, name, field, days, fee, weight, online });

/** What people come for at a commune. */
export const COMMUNE_PROCEDURES: readonly Procedure[] = [
  procedure('2.000815', 'Chứng thực bản sao từ bản chính', 'Chứng thực', 0, 4000, 40, 0.7),
  procedure('2.000884', 'Chứng thực chữ ký', 'Chứng thực', 0, 10000, 12, 0.6),
  procedure('2.001035', 'Chứng thực hợp đồng, giao dịch', 'Chứng thực', 2, 50000, 6, 0.5),
  procedure('1.001193', 'Đăng ký khai sinh', 'Hộ tịch', 1, 0, 16, 1.4),
  procedure('1.000894', 'Đăng ký kết hôn', 'Hộ tịch', 1, 0, 7, 1.2),
  procedure('1.000656', 'Đăng ký khai tử', 'Hộ tịch', 1, 0, 6, 1.3),
  procedure('1.004873', 'Cấp Giấy xác nhận tình trạng hôn nhân', 'Hộ tịch', 3, 15000, 9, 1.4),
  procedure('1.004859', 'Thay đổi, cải chính, bổ sung hộ tịch', 'Hộ tịch', 3, 15000, 5, 1.1),
  procedure('2.000635', 'Cấp bản sao trích lục hộ tịch', 'Hộ tịch', 1, 8000, 12, 1.5),
  procedure('1.004884', 'Đăng ký lại khai sinh', 'Hộ tịch', 5, 8000, 3),
  procedure('1.001022', 'Đăng ký nhận cha, mẹ, con', 'Hộ tịch', 3, 15000, 1),
  procedure('1.003554', 'Hòa giải tranh chấp đất đai', 'Đất đai', 30, 0, 2, 0.3),
  procedure('1.001776', 'Thực hiện trợ cấp xã hội hàng tháng', 'Bảo trợ xã hội', 10, 0, 5, 1.1),
  procedure('1.001731', 'Hỗ trợ chi phí mai táng', 'Bảo trợ xã hội', 3, 0, 3, 1.1),
  procedure('1.001699', 'Xác định mức độ khuyết tật', 'Bảo trợ xã hội', 20, 0, 2, 0.8),
  procedure('1.000506', 'Công nhận hộ nghèo, hộ cận nghèo phát sinh trong năm', 'Giảm nghèo', 12, 0, 2, 0.8),
  procedure('1.010833', 'Giấy xác nhận thân nhân của người có công', 'Người có công', 3, 0, 2, 1.1),
  procedure('1.001257', 'Trợ cấp một lần với người có thành tích tham gia kháng chiến', 'Người có công', 10, 0, 1, 0.9),
  procedure('2.001661', 'Hỗ trợ nạn nhân về nước', 'Phòng, chống tệ nạn xã hội', 5, 0, 0.3),
  procedure('1.004941', 'Đăng ký nhận chăm sóc thay thế cho trẻ em', 'Trẻ em', 10, 0, 0.5),
  procedure('1.000775', 'Tặng Giấy khen của Chủ tịch UBND cấp xã', 'Thi đua, khen thưởng', 10, 0, 1.5, 1.2),
  procedure('2.000509', 'Đăng ký hoạt động tín ngưỡng', 'Tín ngưỡng, tôn giáo', 15, 0, 0.7),
  procedure('1.001028', 'Đăng ký sinh hoạt tôn giáo tập trung', 'Tín ngưỡng, tôn giáo', 20, 0, 0.4),
  procedure('2.001909', 'Tiếp công dân tại cấp xã', 'Tiếp công dân', 10, 0, 1.5, 0.2),
  procedure('2.001801', 'Xử lý đơn tại cấp xã', 'Xử lý đơn thư', 10, 0, 1, 0.4),
  procedure('2.002409', 'Giải quyết khiếu nại lần đầu tại cấp xã', 'Khiếu nại', 30, 0, 0.4, 0.3),
  procedure('1.008004', 'Chuyển đổi cơ cấu cây trồng trên đất trồng lúa', 'Trồng trọt', 5, 0, 1),
  procedure('2.002163', 'Đăng ký kê khai số lượng chăn nuôi tập trung', 'Phòng, chống thiên tai', 7, 0, 0.8),
  procedure('1.003446', 'Thẩm định phương án ứng phó tình huống khẩn cấp công trình thủy lợi', 'Thủy lợi', 20, 0, 0.3),
  procedure('1.004088', 'Đăng ký phương tiện thủy nội địa lần đầu', 'Đường thủy nội địa', 3, 70000, 0.4),
  procedure('1.001821', 'Đăng ký nghĩa vụ quân sự lần đầu', 'Nghĩa vụ quân sự', 1, 0, 2.5, 0.8),
  procedure('1.004441', 'Cho phép cơ sở giáo dục thực hiện chương trình tiểu học', 'Giáo dục và đào tạo', 10, 0, 0.3),
  procedure('2.000794', 'Công nhận câu lạc bộ thể thao cơ sở', 'Thể dục, thể thao', 7, 0, 0.4),
  procedure('1.000954', 'Xét tặng danh hiệu Gia đình văn hóa', 'Văn hóa', 5, 0, 1),
  procedure('1.008901', 'Thông báo thành lập thư viện cộng đồng', 'Thư viện', 15, 0, 0.2),
  procedure('2.000346', 'Công nhận tuyên truyền viên pháp luật', 'Phổ biến, giáo dục pháp luật', 3, 0, 0.6),
  procedure('2.000930', 'Thôi làm hòa giải viên', 'Phổ biến, giáo dục pháp luật', 5, 0, 0.3),
  procedure('2.002165', 'Giải quyết yêu cầu bồi thường tại cấp xã', 'Bồi thường nhà nước', 15, 0, 0.1, 0.2),
];

/** What comes to a district's People's Committee. */
export const DISTRICT_PROCEDURES: readonly Procedure[] = [
  procedure('2.000528', 'Đăng ký khai sinh có yếu tố nước ngoài', 'Hộ tịch', 1, 75000, 2),
  procedure('2.000806', 'Đăng ký kết hôn có yếu tố nước ngoài', 'Hộ tịch', 10, 1000000, 1, 0.6),
  procedure('2.000942', 'Cấp bản sao từ sổ gốc', 'Chứng thực', 1, 3000, 8),
  procedure('1.001612', 'Đăng ký thành lập hộ kinh doanh', 'Đăng ký kinh doanh', 3, 100000, 22, 1.6),
  procedure('2.000720', 'Đăng ký thay đổi nội dung đăng ký hộ kinh doanh', 'Đăng ký kinh doanh', 3, 100000, 10, 1.5),
  procedure('1.009994', 'Cấp giấy phép xây dựng nhà ở riêng lẻ', 'Hoạt động xây dựng', 15, 75000, 12, 1.1),
  procedure('1.004959', 'Hòa giải tranh chấp lao động', 'Lao động, tiền lương', 5, 0, 1, 0.6),
  procedure('1.004494', 'Thành lập trường mầm non', 'Giáo dục và đào tạo', 20, 0, 1),
  procedure('2.000629', 'Cấp giấy phép sản xuất rượu thủ công', 'Lưu thông hàng hóa trong nước', 10, 1100000, 2),
  procedure('2.000181', 'Cấp giấy phép bán lẻ sản phẩm thuốc lá', 'Lưu thông hàng hóa trong nước', 10, 600000, 3),
  procedure('1.001645', 'Đăng ký kế hoạch bảo vệ môi trường', 'Môi trường', 10, 0, 2),
];

/** An agency inside an area that resolves procedures itself. */
export interface AgencyKind {
  /** Slug of the unit: `<area>/<slug>`. */
  readonly slug: string;
  readonly procedures: readonly Procedure[];
  /** Its volume beside that of other agencies of its level. */
  readonly size: number;
}

/** Vertical agencies and offices of a district that resolve procedures. */
export const DISTRICT_AGENCIES: readonly AgencyKind[] = [
  {
    slug: 'chi-nhanh-vpdkdd',
    size: 1,
    procedures: [
      procedure('1.004227', 'Đăng ký biến động quyền sử dụng đất', 'Đất đai', 10, 28000, 14, 0.8),
      procedure('2.000880', 'Đăng ký chuyển nhượng, tặng cho quyền sử dụng đất', 'Đất đai', 10, 50000, 16, 0.7),
      procedure('1.002335', 'Cấp Giấy chứng nhận lần đầu', 'Đất đai', 30, 100000, 6, 0.5),
      procedure('1.000655', 'Xóa đăng ký thế chấp quyền sử dụng đất', 'Đăng ký biện pháp bảo đảm', 1, 20000, 8, 1),
      procedure('1.003862', 'Đăng ký thế chấp quyền sử dụng đất', 'Đăng ký biện pháp bảo đảm', 1, 80000, 9, 1),
    ],
  },
];

/** Departments of a province. */
export const PROVINCE_AGENCIES: readonly AgencyKind[] = [
  {
    slug: 'so-tu-phap',
    size: 1.6,
    procedures: [
      procedure('2.000488', 'Cấp Phiếu lý lịch tư pháp cho công dân Việt Nam', 'Lý lịch tư pháp', 10, 200000, 20, 1.5),
      procedure('1.001438', 'Chấm dứt hoạt động văn phòng công chứng', 'Công chứng', 7, 0, 1),
      procedure('1.000828', 'Cấp chứng chỉ hành nghề luật sư', 'Luật sư', 7, 100000, 1),
    ],
  },
  {
    slug: 'so-giao-thong-van-tai',
    size: 2,
    procedures: [
      procedure('1.002809', 'Đổi Giấy phép lái xe', 'Đường bộ', 5, 135000, 30, 1.1),
      procedure('1.000703', 'Cấp Giấy phép kinh doanh vận tải bằng ô tô', 'Đường bộ', 5, 200000, 8, 1.3),
      procedure('2.001002', 'Cấp Giấy phép lái xe quốc tế', 'Đường bộ', 5, 135000, 2, 1.6),
    ],
  },
  {
    slug: 'so-ke-hoach-dau-tu',
    size: 1.5,
    procedures: [
      procedure(
        '2.001199',
        'Đăng ký thành lập công ty TNHH một thành viên',
        'Thành lập và hoạt động doanh nghiệp',
        3,
        50000,
        10,
        1.9,
      ),
      procedure('2.001610', 'Đăng ký thành lập doanh nghiệp tư nhân', 'Thành lập và hoạt động doanh nghiệp', 3, 50000, 3, 1.9),
      procedure('1.010031', 'Đăng ký thay đổi trụ sở doanh nghiệp', 'Thành lập và hoạt động doanh nghiệp', 3, 50000, 8, 1.9),
    ],
  },
  {
    slug: 'so-ld-tb-xh',
    size: 0.8,
    procedures: [
      procedure('2.000205', 'Cấp giấy phép lao động cho người nước ngoài', 'Việc làm', 5, 600000, 4, 1.2),
      procedure('1.010801', 'Trợ cấp một lần đối với thân nhân liệt sĩ', 'Người có công', 12, 0, 6, 0.6),
    ],
  },
  {
    slug: 'so-y-te',
    size: 0.8,
    procedures: [
      procedure('1.004593', 'Cấp Giấy chứng nhận đủ điều kiện kinh doanh dược', 'Dược phẩm', 20, 1000000, 5, 1),
      procedure('1.003709', 'Cấp chứng chỉ hành nghề khám bệnh, chữa bệnh', 'Khám bệnh, chữa bệnh', 20, 360000, 6, 1),
    ],
  },
  {
    slug: 'so-cong-thuong',
    size: 1,
    procedures: [
      procedure('2.000033', 'Thông báo hoạt động khuyến mại', 'Xúc tiến thương mại', 1, 0, 20, 2),
      procedure('2.000591', 'Cấp Giấy chứng nhận cơ sở đủ điều kiện an toàn thực phẩm', 'An toàn thực phẩm', 15, 1000000, 3, 1.2),
    ],
  },
  {
    slug: 'so-nong-nghiep-ptnt',
    size: 0.7,
    procedures: [
      procedure(
        '2.001827',
        'Cấp Giấy chứng nhận an toàn thực phẩm nông, lâm, thủy sản',
        'Quản lý chất lượng nông lâm sản',
        15,
        700000,
        4,
        1,
      ),
      procedure('1.004363', 'Cấp Giấy chứng nhận buôn bán thuốc bảo vệ thực vật', 'Bảo vệ thực vật', 13, 500000, 4, 1),
    ],
  },
  {
    slug: 'so-tai-nguyen-va-moi-truong',
    size: 0.7,
    procedures: [
      procedure('1.004253', 'Cấp giấy phép hành nghề khoan nước dưới đất', 'Tài nguyên nước', 15, 1400000, 1, 0.8),
      procedure('1.004217', 'Gia hạn quyền sử dụng đất của tổ chức', 'Đất đai', 15, 0, 3, 0.6),
    ],
  },
];

/** The vertical agency of a district that takes the later steps of a linked service. */
export const LINKED_AGENCY = 'bao-hiem-xa-hoi';

/** The later step of birth registration: health insurance for a child under six. */
export const LINKED_PROCEDURE = procedure(
  '2.000286',
  'Cấp thẻ bảo hiểm y tế cho trẻ em dưới 6 tuổi',
  'Bảo hiểm y tế',
  5,
  0,
  1,
  2,
);

/** Procedure that the linked service starts with. */
export const BIRTH_REGISTRATION = '1.001193';
