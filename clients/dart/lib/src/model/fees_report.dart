//
// AUTO-GENERATED FILE, DO NOT MODIFY!
//

// ignore_for_file: unused_element
import 'package:gopay_client/src/model/fees_row.dart';
import 'package:built_collection/built_collection.dart';
import 'package:gopay_client/src/model/fees.dart';
import 'package:gopay_client/src/model/date.dart';
import 'package:built_value/built_value.dart';
import 'package:built_value/serializer.dart';

part 'fees_report.g.dart';

/// What the merchant bore, day by day, and what all days sum up to.
///
/// Properties:
/// * [from] - The first day.
/// * [to] - The last day, included.
/// * [merchantId]
/// * [storeId] - The only store it is about; null: all.
/// * [currency]
/// * [timeZone] - In whose days: always UTC.
/// * [madeAt]
/// * [rows]
/// * [totals]
@BuiltValue()
abstract class FeesReport implements Built<FeesReport, FeesReportBuilder> {
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

  @BuiltValueField(wireName: r'rows')
  BuiltList<FeesRow> get rows;

  @BuiltValueField(wireName: r'totals')
  Fees get totals;

  FeesReport._();

  factory FeesReport([void updates(FeesReportBuilder b)]) = _$FeesReport;

  @BuiltValueHook(initializeBuilder: true)
  static void _defaults(FeesReportBuilder b) => b;

  @BuiltValueSerializer(custom: true)
  static Serializer<FeesReport> get serializer => _$FeesReportSerializer();
}

class _$FeesReportSerializer implements PrimitiveSerializer<FeesReport> {
  @override
  final Iterable<Type> types = const [FeesReport, _$FeesReport];

  @override
  final String wireName = r'FeesReport';

  Iterable<Object?> _serializeProperties(
    Serializers serializers,
    FeesReport object, {
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
    yield r'rows';
    yield serializers.serialize(
      object.rows,
      specifiedType: const FullType(BuiltList, [FullType(FeesRow)]),
    );
    yield r'totals';
    yield serializers.serialize(
      object.totals,
      specifiedType: const FullType(Fees),
    );
  }

  @override
  Object serialize(
    Serializers serializers,
    FeesReport object, {
    FullType specifiedType = FullType.unspecified,
  }) {
    return _serializeProperties(serializers, object, specifiedType: specifiedType).toList();
  }

  void _deserializeProperties(
    Serializers serializers,
    Object serialized, {
    FullType specifiedType = FullType.unspecified,
    required List<Object?> serializedList,
    required FeesReportBuilder result,
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
        case r'rows':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(BuiltList, [FullType(FeesRow)]),
          ) as BuiltList<FeesRow>;
          result.rows.replace(valueDes);
          break;
        case r'totals':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(Fees),
          ) as Fees;
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
  FeesReport deserialize(
    Serializers serializers,
    Object serialized, {
    FullType specifiedType = FullType.unspecified,
  }) {
    final result = FeesReportBuilder();
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


