//
// AUTO-GENERATED FILE, DO NOT MODIFY!
//

// ignore_for_file: unused_element
import 'package:gopay_client/src/model/date.dart';
import 'package:built_value/built_value.dart';
import 'package:built_value/serializer.dart';

part 'fees_row.g.dart';

/// FeesRow
///
/// Properties:
/// * [sales] - How many.
/// * [gross] - What they are fees of.
/// * [discount]
/// * [tax] - On the discount.
/// * [fees] - Both together. Refunds give none of it back.
/// * [day]
@BuiltValue()
abstract class FeesRow implements Built<FeesRow, FeesRowBuilder> {
  /// How many.
  @BuiltValueField(wireName: r'sales')
  int get sales;

  /// What they are fees of.
  @BuiltValueField(wireName: r'gross')
  String get gross;

  @BuiltValueField(wireName: r'discount')
  String get discount;

  /// On the discount.
  @BuiltValueField(wireName: r'tax')
  String get tax;

  /// Both together. Refunds give none of it back.
  @BuiltValueField(wireName: r'fees')
  String get fees;

  @BuiltValueField(wireName: r'day')
  Date get day;

  FeesRow._();

  factory FeesRow([void updates(FeesRowBuilder b)]) = _$FeesRow;

  @BuiltValueHook(initializeBuilder: true)
  static void _defaults(FeesRowBuilder b) => b;

  @BuiltValueSerializer(custom: true)
  static Serializer<FeesRow> get serializer => _$FeesRowSerializer();
}

class _$FeesRowSerializer implements PrimitiveSerializer<FeesRow> {
  @override
  final Iterable<Type> types = const [FeesRow, _$FeesRow];

  @override
  final String wireName = r'FeesRow';

  Iterable<Object?> _serializeProperties(
    Serializers serializers,
    FeesRow object, {
    FullType specifiedType = FullType.unspecified,
  }) sync* {
    yield r'sales';
    yield serializers.serialize(
      object.sales,
      specifiedType: const FullType(int),
    );
    yield r'gross';
    yield serializers.serialize(
      object.gross,
      specifiedType: const FullType(String),
    );
    yield r'discount';
    yield serializers.serialize(
      object.discount,
      specifiedType: const FullType(String),
    );
    yield r'tax';
    yield serializers.serialize(
      object.tax,
      specifiedType: const FullType(String),
    );
    yield r'fees';
    yield serializers.serialize(
      object.fees,
      specifiedType: const FullType(String),
    );
    yield r'day';
    yield serializers.serialize(
      object.day,
      specifiedType: const FullType(Date),
    );
  }

  @override
  Object serialize(
    Serializers serializers,
    FeesRow object, {
    FullType specifiedType = FullType.unspecified,
  }) {
    return _serializeProperties(serializers, object, specifiedType: specifiedType).toList();
  }

  void _deserializeProperties(
    Serializers serializers,
    Object serialized, {
    FullType specifiedType = FullType.unspecified,
    required List<Object?> serializedList,
    required FeesRowBuilder result,
    required List<Object?> unhandled,
  }) {
    for (var i = 0; i < serializedList.length; i += 2) {
      final key = serializedList[i] as String;
      final value = serializedList[i + 1];
      switch (key) {
        case r'sales':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(int),
          ) as int;
          result.sales = valueDes;
          break;
        case r'gross':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(String),
          ) as String;
          result.gross = valueDes;
          break;
        case r'discount':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(String),
          ) as String;
          result.discount = valueDes;
          break;
        case r'tax':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(String),
          ) as String;
          result.tax = valueDes;
          break;
        case r'fees':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(String),
          ) as String;
          result.fees = valueDes;
          break;
        case r'day':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(Date),
          ) as Date;
          result.day = valueDes;
          break;
        default:
          unhandled.add(key);
          unhandled.add(value);
          break;
      }
    }
  }

  @override
  FeesRow deserialize(
    Serializers serializers,
    Object serialized, {
    FullType specifiedType = FullType.unspecified,
  }) {
    final result = FeesRowBuilder();
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


