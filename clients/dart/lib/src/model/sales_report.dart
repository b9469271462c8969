//
// AUTO-GENERATED FILE, DO NOT MODIFY!
//

// ignore_for_file: unused_element
import 'package:gopay_client/src/model/sums.dart';
import 'package:built_collection/built_collection.dart';
import 'package:gopay_client/src/model/by_enum.dart';
import 'package:gopay_client/src/model/date.dart';
import 'package:gopay_client/src/model/sales_row.dart';
import 'package:built_value/built_value.dart';
import 'package:built_value/serializer.dart';

part 'sales_report.g.dart';

/// What was sold and given back, and what all rows sum up to. By day each day has a row.
///
/// Properties:
/// * [from] - The first day.
/// * [to] - The last day, included.
/// * [merchantId]
/// * [storeId] - The only store it is about; null: all.
/// * [currency]
/// * [timeZone] - In whose days: always UTC.
/// * [madeAt]
/// * [by]
/// * [rows]
/// * [totals]
@BuiltValue()
abstract class SalesReport implements Built<SalesReport, SalesReportBuilder> {
  /// The first day.
  @BuiltValueField(wireName: r'from')
  Date get from;

  /// The last day, included.
  @BuiltValueField(wireName: r'to')
  Date get to;

  @BuiltValueField(wireName: r'merchant_id')
  String get merchantId;

  /// The only store it is about; null: all.
  @BuiltValueField(wireName: r'store_id')
  String? get storeId;

  @BuiltValueField(wireName: r'currency')
  String get currency;

  /// In whose days: always UTC.
  @BuiltValueField(wireName: r'time_zone')
  String get timeZone;

  @BuiltValueField(wireName: r'made_at')
  DateTime get madeAt;

  @BuiltValueField(wireName: r'by')
  ByEnum get by;
  // enum byEnum {  day,  till,  staff,  store,  };

  @BuiltValueField(wireName: r'rows')
  BuiltList<SalesRow> get rows;

  @BuiltValueField(wireName: r'totals')
  Sums get totals;

  SalesReport._();

  factory SalesReport([void updates(SalesReportBuilder b)]) = _$SalesReport;

  @BuiltValueHook(initializeBuilder: true)
  static void _defaults(SalesReportBuilder b) => b;

  @BuiltValueSerializer(custom: true)
  static Serializer<SalesReport> get serializer => _$SalesReportSerializer();
}

class _$SalesReportSerializer implements PrimitiveSerializer<SalesReport> {
  @override
  final Iterable<Type> types = const [SalesReport, _$SalesReport];

  @override
  final String wireName = r'SalesReport';

  Iterable<Object?> _serializeProperties(
    Serializers serializers,
    SalesReport object, {
    FullType specifiedType = FullType.unspecified,
  }) sync* {
    yield r'from';
    yield serializers.serialize(
      object.from,
      specifiedType: const FullType(Date),
    );
    yield r'to';
    yield serializers.serialize(
      object.to,
      specifiedType: const FullType(Date),
    );
    yield r'merchant_id';
    yield serializers.serialize(
      object.merchantId,
      specifiedType: const FullType(String),
    );
    yield r'store_id';
    yield object.storeId == null ? null : serializers.serialize(
      object.storeId,
      specifiedType: const FullType.nullable(String),
    );
    yield r'currency';
    yield serializers.serialize(
      object.currency,
      specifiedType: const FullType(String),
    );
    yield r'time_zone';
    yield serializers.serialize(
      object.timeZone,
      specifiedType: const FullType(String),
    );
    yield r'made_at';
    yield serializers.serialize(
      object.madeAt,
      specifiedType: const FullType(DateTime),
    );
    yield r'by';
    yield serializers.serialize(
      object.by,
      specifiedType: const FullType(ByEnum),
    );
    yield r'rows';
    yield serializers.serialize(
      object.rows,
      specifiedType: const FullType(BuiltList, [FullType(SalesRow)]),
    );
    yield r'totals';
    yield serializers.serialize(
      object.totals,
      specifiedType: const FullType(Sums),
    );
  }

  @override
  Object serialize(
    Serializers serializers,
    SalesReport object, {
    FullType specifiedType = FullType.unspecified,
  }) {
    return _serializeProperties(serializers, object, specifiedType: specifiedType).toList();
  }

  void _deserializeProperties(
    Serializers serializers,
    Object serialized, {
    FullType specifiedType = FullType.unspecified,
    required List<Object?> serializedList,
    required SalesReportBuilder result,
    required List<Object?> unhandled,
  }) {
    for (var i = 0; i < serializedList.length; i += 2) {
      final key = serializedList[i] as String;
      final value = serializedList[i + 1];
      switch (key) {
        case r'from':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(Date),
          ) as Date;
          result.from = valueDes;
          break;
        case r'to':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(Date),
          ) as Date;
          result.to = valueDes;
          break;
        case r'merchant_id':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(String),
          ) as String;
          result.merchantId = valueDes;
          break;
        case r'store_id':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType.nullable(String),
          ) as String?;
          if (valueDes == null) continue;
          result.storeId = valueDes;
          break;
        case r'currency':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(String),
          ) as String;
          result.currency = valueDes;
          break;
        case r'time_zone':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(String),
          ) as String;
          result.timeZone = valueDes;
          break;
        case r'made_at':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(DateTime),
          ) as DateTime;
          result.madeAt = valueDes;
          break;
        case r'by':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(ByEnum),
          ) as ByEnum;
          result.by = valueDes;
          break;
        case r'rows':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(BuiltList, [FullType(SalesRow)]),
          ) as BuiltList<SalesRow>;
          result.rows.replace(valueDes);
          break;
        case r'totals':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(Sums),
          ) as Sums;
          result.totals.replace(valueDes);
          break;
        default:
          unhandled.add(key);
          unhandled.add(value);
          break;
      }
    }
  }

  @override
  SalesReport deserialize(
    Serializers serializers,
    Object serialized, {
    FullType specifiedType = FullType.unspecified,
  }) {
    final result = SalesReportBuilder();
    final serializedList = (serialized as Iterable<Object?>).toList();
    final unhandled = <Object?>[];
    _deserializeProperties(
      serializers,
      serialized,
      specifiedType: specifiedType,
      serializedList: serializedList,
      unhandled: unhandled,
      result: result,
    );
    return result.build();
  }
}


