//
// AUTO-GENERATED FILE, DO NOT MODIFY!
//

// ignore_for_file: unused_element
import 'package:gopay_client/src/model/figure.dart';
import 'package:built_value/built_value.dart';
import 'package:built_value/serializer.dart';

part 'limit.g.dart';

/// The limits of one currency and kind of payment; an empty kind stands for all kinds together.
///
/// Properties:
/// * [kind]
/// * [currency]
/// * [single]
/// * [daily]
/// * [monthly]
/// * [dailyCount]
/// * [stepUpAbove] - Larger payments are confirmed by a code.
/// * [maximumBalance]
@BuiltValue()
abstract class Limit implements Built<Limit, LimitBuilder> {
  @BuiltValueField(wireName: r'kind')
  String get kind;

  @BuiltValueField(wireName: r'currency')
  String get currency;

  @BuiltValueField(wireName: r'single')
  String? get single;

  @BuiltValueField(wireName: r'daily')
  Figure get daily;

  @BuiltValueField(wireName: r'monthly')
  Figure get monthly;

  @BuiltValueField(wireName: r'daily_count')
  Figure get dailyCount;

  /// Larger payments are confirmed by a code.
  @BuiltValueField(wireName: r'step_up_above')
  String? get stepUpAbove;

  @BuiltValueField(wireName: r'maximum_balance')
  String? get maximumBalance;

  Limit._();

  factory Limit([void updates(LimitBuilder b)]) = _$Limit;

  @BuiltValueHook(initializeBuilder: true)
  static void _defaults(LimitBuilder b) => b;

  @BuiltValueSerializer(custom: true)
  static Serializer<Limit> get serializer => _$LimitSerializer();
}

class _$LimitSerializer implements PrimitiveSerializer<Limit> {
  @override
  final Iterable<Type> types = const [Limit, _$Limit];

  @override
  final String wireName = r'Limit';

  Iterable<Object?> _serializeProperties(
    Serializers serializers,
    Limit object, {
    FullType specifiedType = FullType.unspecified,
  }) sync* {
    yield r'kind';
    yield serializers.serialize(
      object.kind,
      specifiedType: const FullType(String),
    );
    yield r'currency';
    yield serializers.serialize(
      object.currency,
      specifiedType: const FullType(String),
    );
    yield r'single';
    yield object.single == null ? null : serializers.serialize(
      object.single,
      specifiedType: const FullType.nullable(String),
    );
    yield r'daily';
    yield serializers.serialize(
      object.daily,
      specifiedType: const FullType(Figure),
    );
    yield r'monthly';
    yield serializers.serialize(
      object.monthly,
      specifiedType: const FullType(Figure),
    );
    yield r'daily_count';
    yield serializers.serialize(
      object.dailyCount,
      specifiedType: const FullType(Figure),
    );
    yield r'step_up_above';
    yield object.stepUpAbove == null ? null : serializers.serialize(
      object.stepUpAbove,
      specifiedType: const FullType.nullable(String),
    );
    yield r'maximum_balance';
    yield object.maximumBalance == null ? null : serializers.serialize(
      object.maximumBalance,
      specifiedType: const FullType.nullable(String),
    );
  }

  @override
  Object serialize(
    Serializers serializers,
    Limit object, {
    FullType specifiedType = FullType.unspecified,
  }) {
    return _serializeProperties(serializers, object, specifiedType: specifiedType).toList();
  }

  void _deserializeProperties(
    Serializers serializers,
    Object serialized, {
    FullType specifiedType = FullType.unspecified,
    required List<Object?> serializedList,
    required LimitBuilder result,
    required List<Object?> unhandled,
  }) {
    for (var i = 0; i < serializedList.length; i += 2) {
      final key = serializedList[i] as String;
      final value = serializedList[i + 1];
      switch (key) {
        case r'kind':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(String),
          ) as String;
          result.kind = valueDes;
          break;
        case r'currency':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(String),
          ) as String;
          result.currency = valueDes;
          break;
        case r'single':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType.nullable(String),
          ) as String?;
          if (valueDes == null) continue;
          result.single = valueDes;
          break;
        case r'daily':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(Figure),
          ) as Figure;
          result.daily.replace(valueDes);
          break;
        case r'monthly':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(Figure),
          ) as Figure;
          result.monthly.replace(valueDes);
          break;
        case r'daily_count':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(Figure),
          ) as Figure;
          result.dailyCount.replace(valueDes);
          break;
        case r'step_up_above':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType.nullable(String),
          ) as String?;
          if (valueDes == null) continue;
          result.stepUpAbove = valueDes;
          break;
        case r'maximum_balance':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType.nullable(String),
          ) as String?;
          if (valueDes == null) continue;
          result.maximumBalance = valueDes;
          break;
        default:
          unhandled.add(key);
          unhandled.add(value);
          break;
      }
    }
  }

  @override
  Limit deserialize(
    Serializers serializers,
    Object serialized, {
    FullType specifiedType = FullType.unspecified,
  }) {
    final result = LimitBuilder();
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


