//
// AUTO-GENERATED FILE, DO NOT MODIFY!
//

// ignore_for_file: unused_element
import 'package:built_collection/built_collection.dart';
import 'package:gopay_client/src/model/date.dart';
import 'package:gopay_client/src/model/outlet_day.dart';
import 'package:built_value/built_value.dart';
import 'package:built_value/serializer.dart';

part 'day_report.g.dart';

/// The end-of-day report of an agent.
///
/// Properties:
/// * [agentId]
/// * [date]
/// * [currency]
/// * [madeAt]
/// * [outlets]
@BuiltValue()
abstract class DayReport implements Built<DayReport, DayReportBuilder> {
  @BuiltValueField(wireName: r'agent_id')
  String get agentId;

  @BuiltValueField(wireName: r'date')
  Date get date;

  @BuiltValueField(wireName: r'currency')
  String get currency;

  @BuiltValueField(wireName: r'made_at')
  DateTime get madeAt;

  @BuiltValueField(wireName: r'outlets')
  BuiltList<OutletDay> get outlets;

  DayReport._();

  factory DayReport([void updates(DayReportBuilder b)]) = _$DayReport;

  @BuiltValueHook(initializeBuilder: true)
  static void _defaults(DayReportBuilder b) => b;

  @BuiltValueSerializer(custom: true)
  static Serializer<DayReport> get serializer => _$DayReportSerializer();
}

class _$DayReportSerializer implements PrimitiveSerializer<DayReport> {
  @override
  final Iterable<Type> types = const [DayReport, _$DayReport];

  @override
  final String wireName = r'DayReport';

  Iterable<Object?> _serializeProperties(
    Serializers serializers,
    DayReport object, {
    FullType specifiedType = FullType.unspecified,
  }) sync* {
    yield r'agent_id';
    yield serializers.serialize(
      object.agentId,
      specifiedType: const FullType(String),
    );
    yield r'date';
    yield serializers.serialize(
      object.date,
      specifiedType: const FullType(Date),
    );
    yield r'currency';
    yield serializers.serialize(
      object.currency,
      specifiedType: const FullType(String),
    );
    yield r'made_at';
    yield serializers.serialize(
      object.madeAt,
      specifiedType: const FullType(DateTime),
    );
    yield r'outlets';
    yield serializers.serialize(
      object.outlets,
      specifiedType: const FullType(BuiltList, [FullType(OutletDay)]),
    );
  }

  @override
  Object serialize(
    Serializers serializers,
    DayReport object, {
    FullType specifiedType = FullType.unspecified,
  }) {
    return _serializeProperties(serializers, object, specifiedType: specifiedType).toList();
  }

  void _deserializeProperties(
    Serializers serializers,
    Object serialized, {
    FullType specifiedType = FullType.unspecified,
    required List<Object?> serializedList,
    required DayReportBuilder result,
    required List<Object?> unhandled,
  }) {
    for (var i = 0; i < serializedList.length; i += 2) {
      final key = serializedList[i] as String;
      final value = serializedList[i + 1];
      switch (key) {
        case r'agent_id':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(String),
          ) as String;
          result.agentId = valueDes;
          break;
        case r'date':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(Date),
          ) as Date;
          result.date = valueDes;
          break;
        case r'currency':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(String),
          ) as String;
          result.currency = valueDes;
          break;
        case r'made_at':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(DateTime),
          ) as DateTime;
          result.madeAt = valueDes;
          break;
        case r'outlets':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(BuiltList, [FullType(OutletDay)]),
          ) as BuiltList<OutletDay>;
          result.outlets.replace(valueDes);
          break;
        default:
          unhandled.add(key);
          unhandled.add(value);
          break;
      }
    }
  }

  @override
  DayReport deserialize(
    Serializers serializers,
    Object serialized, {
    FullType specifiedType = FullType.unspecified,
  }) {
    final result = DayReportBuilder();
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


