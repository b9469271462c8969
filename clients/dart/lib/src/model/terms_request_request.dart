//
// AUTO-GENERATED FILE, DO NOT MODIFY!
//

// ignore_for_file: unused_element
import 'package:gopay_client/src/model/terms_request_period_enum.dart';
import 'package:built_value/built_value.dart';
import 'package:built_value/serializer.dart';

part 'terms_request_request.g.dart';

/// How often the takings are settled, and from which amount on.
///
/// Properties:
/// * [period]
/// * [minimum] - A decimal string; less than this waits for more. \"0\" is anything.
@BuiltValue()
abstract class TermsRequestRequest implements Built<TermsRequestRequest, TermsRequestRequestBuilder> {
  @BuiltValueField(wireName: r'period')
  TermsRequestPeriodEnum get period;
  // enum periodEnum {  INSTANT,  HOURLY,  DAILY,  WEEKLY,  };

  /// A decimal string; less than this waits for more. \"0\" is anything.
  @BuiltValueField(wireName: r'minimum')
  String? get minimum;

  TermsRequestRequest._();

  factory TermsRequestRequest([void updates(TermsRequestRequestBuilder b)]) = _$TermsRequestRequest;

  @BuiltValueHook(initializeBuilder: true)
  static void _defaults(TermsRequestRequestBuilder b) => b;

  @BuiltValueSerializer(custom: true)
  static Serializer<TermsRequestRequest> get serializer => _$TermsRequestRequestSerializer();
}

class _$TermsRequestRequestSerializer implements PrimitiveSerializer<TermsRequestRequest> {
  @override
  final Iterable<Type> types = const [TermsRequestRequest, _$TermsRequestRequest];

  @override
  final String wireName = r'TermsRequestRequest';

  Iterable<Object?> _serializeProperties(
    Serializers serializers,
    TermsRequestRequest object, {
    FullType specifiedType = FullType.unspecified,
  }) sync* {
    yield r'period';
    yield serializers.serialize(
      object.period,
      specifiedType: const FullType(TermsRequestPeriodEnum),
    );
    if (object.minimum != null) {
      yield r'minimum';
      yield serializers.serialize(
        object.minimum,
        specifiedType: const FullType(String),
      );
    }
  }

  @override
  Object serialize(
    Serializers serializers,
    TermsRequestRequest object, {
    FullType specifiedType = FullType.unspecified,
  }) {
    return _serializeProperties(serializers, object, specifiedType: specifiedType).toList();
  }

  void _deserializeProperties(
    Serializers serializers,
    Object serialized, {
    FullType specifiedType = FullType.unspecified,
    required List<Object?> serializedList,
    required TermsRequestRequestBuilder result,
    required List<Object?> unhandled,
  }) {
    for (var i = 0; i < serializedList.length; i += 2) {
      final key = serializedList[i] as String;
      final value = serializedList[i + 1];
      switch (key) {
        case r'period':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType(TermsRequestPeriodEnum),
          ) as TermsRequestPeriodEnum;
          result.period = valueDes;
          break;
        case r'minimum':
          final valueDes = serializers.deserialize(
            value,
            specifiedType: const FullType.nullable(String),
          ) as String?;
          if (valueDes == null) continue;
          result.minimum = valueDes;
          break;
        default:
          unhandled.add(key);
          unhandled.add(value);
          break;
      }
    }
  }

  @override
  TermsRequestRequest deserialize(
    Serializers serializers,
    Object serialized, {
    FullType specifiedType = FullType.unspecified,
  }) {
    final result = TermsRequestRequestBuilder();
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


